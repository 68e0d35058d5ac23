"""Who refers to what: every name and attribute that can mean a function or class of the tree.

The type checker is asked first; our own inference where it has no answer in the tree.
"""

import ast
from functools import cached_property
from typing import NamedTuple

from tools.ferry.model import Evidence
from tools.ferry.source import Class, Function, Module, Program, characters
from tools.ferry.types.beside import methods_beside
from tools.ferry.types.cache import Definitions
from tools.ferry.types.infer import Inference
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import ClassRef, FunctionRef

Reference = ast.Name | ast.Attribute

_OWN_TYPES = ("/builtins.pyi", "/typing.pyi", "/_io.pyi", "/io.pyi", "/collections/__init__.pyi")
"""Where the methods of Python's own types are declared."""


class Resolution(NamedTuple):
    """What a name means: functions or classes of the tree, or the file `outside` it; nothing at all is unknown.

    Of an object that is of one class or another it can be both.
    """

    definitions: frozenset[Function | Class]
    evidence: Evidence
    outside: str = ""


class References:
    """Resolved names of one program; answers are kept.

    The checker is asked about a whole module at once, about each name of something that the tree defines, and `also`.
    """

    def __init__(
        self,
        program: Program,
        inference: Inference,
        checker: Definitions | None,
        also: frozenset[str] = frozenset(),
    ) -> None:
        self.program = program
        self.inference = inference
        self._checker = checker
        self._also = also
        self._asked: dict[Module, dict[Reference, list[tuple[str, int]]]] = {}
        self._known: dict[Reference, Resolution] = {}
        self._meaning: dict[str, dict[Function | Class, list[tuple[Module, Reference]]]] = {}

    @property
    def has_checker(self) -> bool:
        """Whether a type checker is asked."""
        return self._checker is not None

    def resolve(self, module: Module, node: Reference) -> Resolution:
        """Return what `node` means."""
        known = self._known.get(node)
        if known is None:
            known = self._known[node] = self._resolve(module, node)
        return known

    def _resolve(self, module: Module, node: Reference) -> Resolution:
        places = self._ask(module, node)
        name = node.attr if isinstance(node, ast.Attribute) else node.id
        found = [d for place in places if (d := self.program.by_line.get(place)) and d.name.rpartition(".")[2] == name]
        # A parameter stands on the line of its function, and can have that one's name.
        binder = self.program.binder(module, node) if found and isinstance(node, ast.Name) else None
        defined = frozenset(d for d in found if d is not binder)
        outside = next((file for file, _ in places if file not in self.program.files), "") if places else ""
        if defined and isinstance(node, ast.Attribute):
            defined |= {method.function for method in methods_beside(self.inference, module, node)}
        if defined:
            return Resolution(defined, "type", outside if outside.endswith(_OWN_TYPES) else "")
        if outside.endswith(_OWN_TYPES):
            cls = self._class_of_tree(module, node)
            if cls is not None:  # an heir of `dict`, of which the checker names `dict.__new__`
                return Resolution(frozenset({cls}), "type")
            is_given = isinstance(node, ast.Attribute) and self._is_given(module, node)
            beside = (
                methods_beside(self.inference, module, node) if isinstance(node, ast.Attribute) and is_given else ()
            )
            if not beside and not self._is_guessed(module, node):
                return Resolution(frozenset(), "type", outside)  # the checker sees which value the variable has here
        inferred = frozenset(
            value.function if isinstance(value, FunctionRef) else value.cls
            for value in self.inference.of(module, node)
            if isinstance(value, FunctionRef | ClassRef)
        )
        if inferred:
            return Resolution(inferred, "annotation")
        return Resolution(frozenset(), "name", outside)

    def _is_guessed(self, module: Module, node: Reference) -> bool:
        """Tell whether the checker knows the object only by the default of a parameter: callers may give another."""
        name = node.value if isinstance(node, ast.Attribute) else None
        binder = self.program.binder(module, name) if isinstance(name, ast.Name) else None
        if binder is None or not isinstance(name, ast.Name) or name.id in binder.assigned:
            return False
        param = next((param for param in binder.params if param.arg == name.id), None)
        return param is not None and param.annotation is None and binder.default_of(param.arg) is not None

    def _is_given(self, module: Module, node: ast.Attribute) -> bool:
        """Tell whether the object comes out of an attribute, or of a parameter without an annotation."""
        name = node.value
        binder = self.program.binder(module, name) if isinstance(name, ast.Name) else None
        if binder is None or not isinstance(name, ast.Name):
            return isinstance(name, ast.Attribute)
        return any(param.arg == name.id and param.annotation is None for param in binder.params)

    def _class_of_tree(self, module: Module, node: Reference) -> Class | None:
        """Return the class that the name is that of, whatever its constructor is."""
        if isinstance(node, ast.Name) and self.program.binder(module, node) is not None:
            return None
        found = resolve_expression(self.program, module, node)
        return found if isinstance(found, Class) else None

    def _ask(self, module: Module, node: Reference) -> list[tuple[str, int]]:
        if self._checker is None:
            return []
        if module not in self._asked:
            nodes = self._candidates(module)
            found = self._checker.definitions(module.file, [_place(module, node) for node in nodes]) if nodes else []
            self._asked[module] = dict(zip(nodes, found, strict=True))
        return self._asked[module].get(node, [])

    def _candidates(self, module: Module) -> list[Reference]:
        """Return what in the module can mean something defined in the tree."""
        loads = self.program.loads
        return [node for name in sorted(self._askable & module.outline.loads) for node in loads.within(module, name)]

    @cached_property
    def _askable(self) -> frozenset[str]:
        """The names of what the tree defines."""
        return self._also | {name.rpartition(".")[2] for name in (*self.program.functions, *self.program.classes)}

    def to(self, target: Function | Class) -> list[tuple[Module, Reference]]:
        """Return every place that means `target`, by its own name or through a variable that holds it."""
        name = target.name.rpartition(".")[2]
        if name not in self._meaning:
            self._meaning[name] = {}
            for module, node in self.program.loads.get(name, []):
                for definition in self.resolve(module, node).definitions if isinstance(node.ctx, ast.Load) else ():
                    self._meaning[name].setdefault(definition, []).append((module, node))
        return self._meaning[name].get(target, [])


def _place(module: Module, node: Reference) -> tuple[int, int]:
    """Return line (from 1) and column (from 0, in characters) of the last name in the reference."""
    line, end = node.end_lineno or node.lineno, node.end_col_offset or 0
    return line, characters(module.lines[line - 1], end) - len(
        node.attr if isinstance(node, ast.Attribute) else node.id
    )
