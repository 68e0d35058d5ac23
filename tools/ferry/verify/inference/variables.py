"""What a name stands for: a variable, a parameter, a definition, an import; what annotations and mocks make of it."""

import ast
from collections.abc import Iterable
from typing import TYPE_CHECKING

from tools.ferry.verify.inference import annotations, calls, defaults, passing, tables
from tools.ferry.verify.inference.scopes import Binding, FunctionDef, Scope
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    EMPTY,
    UNKNOWN,
    ClassRef,
    External,
    Func,
    Group,
    Instance,
    Module,
    Unknown,
    Values,
    all_plain_mocks,
    present,
)

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes


class Variables:
    """Answers about the names of one tree; they are kept."""

    def __init__(self, eyes: "Eyes") -> None:
        self._eyes = eyes
        self._known: dict[tuple[Scope, str], Values] = {}
        self._running: set[tuple[Scope, str]] = set()

    def of(self, file: File, scope: Scope, name: str) -> Values:
        """Return what a variable can hold, whatever the order of its assignments."""
        key = (scope, name)
        if key in self._known:
            return self._known[key]
        if key in self._running:
            return EMPTY
        self._running.add(key)
        try:
            bindings = scope.names[name]
            typed = self.annotated(file, bindings)
            if typed and file.is_test:
                typed = self.standing_in(file, (b.value for b in bindings if b.kind == "value")) or typed
            is_open = tables.leaves_open(typed)
            found = self._eyes.union(self._bound(file, scope, b) for b in bindings) if is_open or not typed else typed
            found = tables.functions_of(self._eyes, file, scope, name, found) or (typed if is_open else found)
        finally:
            self._running.discard(key)
        self._known[key] = found
        return found

    def is_open(self, file: File, node: ast.expr) -> bool:
        """Tell whether the expression is a variable that is being answered: it adds nothing to itself."""
        scope = file.scope_of(node).binding(node.id) if isinstance(node, ast.Name) and self._running else None
        return scope is not None and isinstance(node, ast.Name) and (scope, node.id) in self._running

    def annotated(self, file: File, bindings: list[Binding]) -> Values:
        """Return what the annotations among the bindings promise; empty when they say nothing.

        A parameter that is bound again keeps the type that it was declared with, unless a cast says otherwise.
        """
        given = next((b.node for b in bindings if isinstance(b.node, ast.arg)), None)
        for binding in bindings:
            annotation = binding.value if binding.kind == "annotation" and given is None else None
            if binding.node is given and given is not None and len(bindings) > 1 and not file.is_test:
                annotation = given.annotation if not any(_is_cast(b.value) for b in bindings) else None
            if annotation is not None:
                found = annotations.meaning(self._eyes, file, annotation)
                if not any(isinstance(value, Unknown) for value in found):
                    return found
        return EMPTY

    def standing_in(self, file: File, given: Iterable[ast.expr | None]) -> Values:
        """Return the plain mocks that the expressions are; empty when one is something else.

        A mock is what it is, whatever the annotation of its name, or of the function that gives it, says.
        """
        found = self._eyes.all_of(file, (node for node in given if node is not None))
        return found if all_plain_mocks(found) else EMPTY

    def _bound(self, file: File, scope: Scope, binding: Binding) -> Values:
        eyes, value = self._eyes, binding.value
        match binding.kind:
            case "value" if value is not None:
                return eyes.values(file, value) or UNKNOWN
            case "annotation":
                return EMPTY
            case "element" if value is not None:
                read = eyes.values(file, value)
                if _is_read_asynchronously(file, value):  # then it is no container, or not only that
                    read = frozenset(one for one in read if not isinstance(one, Group)) or UNKNOWN
                return eyes.elements(read)
            case "part" if value is not None:
                index = ast.Constant(binding.index)
                return eyes.union(eyes.item(v, index) for v in eyes.values(file, value) or UNKNOWN)
            case "part of element" if value is not None:
                index = ast.Constant(binding.index)
                return eyes.union(eyes.item(v, index) for v in eyes.elements(eyes.values(file, value)) or UNKNOWN)
            case "entered" if value is not None:
                return self.entered(eyes.values(file, value))
            case "parameter" if isinstance(binding.node, ast.arg):
                kept = defaults.parameter(eyes, file, scope, binding.node.arg)
                return kept if kept is not None else passing.parameter(eyes, file, scope.node, binding.node)
            case "rest" | "keywords" if value is not None:
                return frozenset({Group(annotations.meaning(eyes, file, value), keyed=binding.kind == "keywords")})
            case "definition" if binding.node is not None:
                return self.definition(file, binding.node)
            case "import":
                return self.of_path(binding.name)
        return UNKNOWN

    def entered(self, values: Values) -> Values:
        """Return what `with` binds: the object itself, unless the tree says otherwise."""
        found = []
        for value in present(values) or UNKNOWN:
            if isinstance(value, Instance):
                enters = self._eyes.member(value, "__aenter__") | self._eyes.member(value, "__enter__")
                made = [calls.returned(self._eyes, f) for f in enters if isinstance(f, Func)]
                found.append(self._eyes.union(made) if made else frozenset({value}))
            elif isinstance(value, Group) and value.items == ():
                found.append(value.values)
            elif isinstance(value, External):
                is_managed = value.gives is not None and value.path.endswith("contextmanager()()")
                found.append((value.gives if is_managed else None) or frozenset({value}))
            else:
                found.append(UNKNOWN)
        return self._eyes.union(found)

    def definition(self, file: File, node: ast.AST) -> Values:
        """Return the function or class that a statement defines, decorators applied."""
        if isinstance(node, ast.ClassDef):
            return frozenset({ClassRef(self._eyes.tree.classes[node])})
        if isinstance(node, FunctionDef):
            return calls.decorated(self._eyes, Func(file, node))
        return UNKNOWN

    def of_path(self, name: str) -> Values:
        """Return what an absolute dotted name stands for."""
        if name in self._eyes.tree.modules:
            return frozenset({Module(name)})
        module, _, last = name.rpartition(".")
        if module in self._eyes.tree.modules:
            return self.of_module(module, last)
        top = name.partition(".")[0]
        if any(known == top or known.startswith(f"{top}.") for known in self._eyes.tree.modules):
            return UNKNOWN
        return frozenset({External(name)})

    def of_module(self, module: str, name: str) -> Values:
        """Return what `module.name` stands for."""
        file = self._eyes.tree.home_of(module, name)
        scope = file.scopes[file.tree]
        if name in scope.names:
            return self.of(file, scope, name)
        if name == "load_module":  # of a loader, which stands for its module
            return frozenset({External("ferry:result", frozenset({Module(module)}))})
        return frozenset({Module(f"{module}.{name}")}) if f"{module}.{name}" in self._eyes.tree.modules else UNKNOWN


def _is_read_asynchronously(file: File, iterated: ast.expr) -> bool:
    """Tell whether `async for` iterates over the expression."""
    match file.parents.get(iterated):
        case ast.AsyncFor(iter=read) | ast.comprehension(iter=read, is_async=1):
            return read is iterated
    return False


def _is_cast(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Call) and last_name(node.func) == "cast"
