"""Code of the facade's module that is no part of the layer: it is not migrated, so what it uses stays on the facade.

So is what goes away with the facade: until then code calls it, and its own calls are the facade's.
"""

import ast
from collections import deque
from collections.abc import Iterator

from tools.ferry.carriers.loads import elements_read, loads_of
from tools.ferry.carriers.written import kept_carriers
from tools.ferry.project.carriers import Carrier, used_name
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.annotated import is_wanted
from tools.ferry.trace.special_uses import calls_special


class BesideFacade:
    """What the code beside the facade of one project keeps on it; answers are kept."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known: dict[Carrier, bool] = {}

    def keeps(self, carrier: Carrier) -> bool:
        """Tell whether what the carrier holds is used there as the facade."""
        if not self._is_beside(carrier):
            return False
        if carrier not in self._known:
            self._known[carrier] = self._uses(carrier)
        return self._known[carrier]

    def _is_beside(self, carrier: Carrier) -> bool:
        """Tell whether the carrier is of such code; the facade's own methods and accessors have their counterparts.

        A companion's twin is called beside it: the facade's object goes on being given to the companion.
        """
        facade, owner = self._project.facade, carrier.owner
        module = owner if isinstance(owner, Module) else owner.module
        is_targets = facade is not None and module is self._project.target.module is not facade.module
        if facade is None or is_targets or not self._project.is_layers_own(module):
            return False
        if isinstance(owner, Module) or owner in self._project.companions:
            return True
        return owner.node not in self._project.layer and not _is_async(owner)

    def _uses(self, start: Carrier) -> bool:
        """Tell whether that code speaks of the carrier as of the facade: by a type, a method, or what Python calls."""
        queue, seen = deque([start]), {start}
        while queue:
            carrier = queue.popleft()
            if not self._is_beside(carrier):
                continue
            if is_wanted(self._project, carrier):
                return True
            for module, node in self._reads(carrier):
                if module.parents[node] in self._project.layer:
                    continue
                if self._is_asked(module, node):
                    return True
                for other in kept_carriers(self._project, module, node):
                    if other not in seen:
                        seen.add(other)
                        queue.append(other)
        return False

    def _reads(self, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
        """Yield what reads the carrier, and what is taken out of it there."""
        for module, node in loads_of(self._project, carrier):
            if node not in self._project.layer:
                yield module, node
                yield from ((module, element) for element in elements_read(self._project, module, node))

    def _is_asked(self, module: Module, node: ast.expr) -> bool:
        parent = module.parents[node]
        if isinstance(parent, ast.Call) and called_name(parent) in {"getattr", "hasattr"} and node is parent.args[0]:
            return used_name(parent) in {"", *self._project.facade_methods}
        if isinstance(parent, ast.Attribute):
            return parent.attr in self._project.facade_methods
        return any(name in cls.methods for name in calls_special(module, node) for cls in self._project.facade_classes)


def _is_async(owner: Function | Class) -> bool:
    return isinstance(owner, Function) and owner.is_async
