"""Which modules know of each other: one imports the other, itself or by way of others."""

from tools.ferry.source import Module, Program
from tools.ferry.types.names import Definition, lookup


class Importing:
    """The imports of one program's modules; answers are kept."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._imported: dict[Module, frozenset[Module]] = {}
        self._reached: dict[Module, frozenset[Module]] = {}

    def are_beside(self, module: Module, other: Module) -> bool:
        """Tell whether they are one, or one imports the other itself."""
        return module is other or other in self._imports(module) or module in self._imports(other)

    def are_linked(self, module: Module, other: Module) -> bool:
        """Tell whether they are one, or the imports of one lead to the other."""
        return module in self._reaches(other) or other in self._reaches(module)

    def _reaches(self, module: Module) -> frozenset[Module]:
        if module not in self._reached:
            found = {module: None}
            queue = [module]
            for current in queue:
                new = [other for other in self._imports(current) if other not in found]
                found.update(dict.fromkeys(new))
                queue += new
            self._reached[module] = frozenset(found)
        return self._reached[module]

    def _imports(self, module: Module) -> frozenset[Module]:
        if module not in self._imported:
            found = (lookup(self._program, name) for name in module.imports.values())
            self._imported[module] = frozenset(_module_of(one) for one in found if not isinstance(one, str))
        return self._imported[module]


def _module_of(definition: Definition) -> Module:
    if isinstance(definition, Module):
        return definition
    return definition[0] if isinstance(definition, tuple) else definition.module
