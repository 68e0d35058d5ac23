"""Scopes and what binds a name in them."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

FunctionDef = ast.FunctionDef | ast.AsyncFunctionDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)
STAR = "*"
"""Under this name a scope keeps the modules of `from … import *`, until their names are bound."""
Kind = Literal[
    "value",
    "annotation",
    "element",
    "part",
    "part of element",
    "entered",
    "parameter",
    "rest",
    "keywords",
    "definition",
    "import",
    "other",
]
_PARTS: dict[Kind, Kind] = {"value": "part", "element": "part of element"}


@dataclass(frozen=True, slots=True)
class Binding:
    """One thing that a name is bound to.

    `value` is the expression: assigned (`value`), annotated, iterated over (`element`), unpacked (`part` or
    `part of element`, with `index`), entered by `with`; or the annotation of `*args` (`rest`) and `**kwargs`
    (`keywords`). `node` is the parameter or the definition, `name` the dotted name of an import.
    """

    kind: Kind
    value: ast.expr | None = None
    node: ast.AST | None = None
    name: str = ""
    index: int = -1


@dataclass(eq=False, slots=True)
class Scope:
    """A module, class, function, lambda or comprehension, with the bindings of its own names."""

    node: ast.AST
    outer: "Scope | None"
    names: dict[str, list[Binding]] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)

    def add(self, name: str, binding: Binding) -> None:
        """Bind a name, in the module or an outer function where a `global` or `nonlocal` says so."""
        scope = self
        while name in scope.elsewhere and scope.outer is not None:
            scope = scope.outer
        scope.names.setdefault(name, []).append(binding)

    def binding(self, name: str) -> "Scope | None":
        """Return the scope whose variable `name` is read here; classes are not seen from the functions inside them."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.names and (scope is self or not isinstance(scope.node, ast.ClassDef)):
                return scope
            scope = scope.outer
        return None


def parameters(function: FunctionDef | ast.Lambda) -> list[ast.arg]:
    """Return the parameters in order, `*args` and `**kwargs` left out."""
    return [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]


def default_of(function: FunctionDef | ast.Lambda, argument: ast.arg) -> ast.expr | None:
    """Return the default of a parameter."""
    positional = [*function.args.posonlyargs, *function.args.args]
    if argument in positional:
        index = positional.index(argument) - len(positional) + len(function.args.defaults)
        return function.args.defaults[index] if index >= 0 else None
    if argument in function.args.kwonlyargs:
        return function.args.kw_defaults[function.args.kwonlyargs.index(argument)]
    return None


@dataclass(frozen=True, slots=True)
class Binder:
    """Notes in the scopes of one module what its nodes bind."""

    scope_of: Callable[[ast.AST], Scope]
    module: str
    is_package: bool

    def bind(self, node: ast.AST) -> None:
        """Note what this one node binds; its children are bound on their own."""
        binder = _BINDERS.get(type(node))
        if binder is not None:
            binder(self, node)

    def assign(self, node: ast.Assign) -> None:
        """Bind the targets of an assignment."""
        for target in node.targets:
            _target(self.scope_of(node), target, node.value)

    def annotated(self, node: ast.AnnAssign) -> None:
        """Bind an annotated name to both its annotation and its value."""
        if isinstance(node.target, ast.Name):
            self.scope_of(node).add(node.target.id, Binding("annotation", node.annotation))
            if node.value is not None:
                self.scope_of(node).add(node.target.id, Binding("value", node.value))

    def grown(self, node: ast.AugAssign) -> None:
        """Bind the target of `+=` to something unknown."""
        if isinstance(node.target, ast.Name):
            self.scope_of(node).add(node.target.id, Binding("other", node=node))

    def walrus(self, node: ast.NamedExpr) -> None:
        """Bind the name in the function around the comprehensions."""
        scope = self.scope_of(node)
        while isinstance(scope.node, COMPREHENSIONS) and scope.outer is not None:
            scope = scope.outer
        scope.add(node.target.id, Binding("value", node.value))

    def loop(self, node: ast.For | ast.AsyncFor) -> None:
        """Bind the target of a loop to the elements."""
        _target(self.scope_of(node), node.target, node.iter, "element")

    def comprehension(self, node: ast.ListComp | ast.SetComp | ast.GeneratorExp | ast.DictComp) -> None:
        """Bind the targets of a comprehension in its own scope."""
        own = self.scope_of(node.key if isinstance(node, ast.DictComp) else node.elt)
        for generator in node.generators:
            _target(own, generator.target, generator.iter, "element")

    def entered(self, node: ast.With | ast.AsyncWith) -> None:
        """Bind what `with … as` names."""
        for item in node.items:
            if item.optional_vars is not None:
                _target(self.scope_of(node), item.optional_vars, item.context_expr, "entered")

    def define(self, node: ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) -> None:
        """Bind the name of a definition that can be run, and the parameters of a function in its own scope."""
        if not any(getattr(d, "attr", getattr(d, "id", "")) == "overload" for d in node.decorator_list):
            self.scope_of(node).add(node.name, Binding("definition", node=node))
        if isinstance(node, FunctionDef):
            _parameters(self.scope_of(node.body[0]), node)

    def caught(self, node: ast.ExceptHandler | ast.MatchAs | ast.MatchStar) -> None:
        """Bind the name of an exception or of a part of a pattern."""
        if node.name is not None:
            self.scope_of(node).add(node.name, Binding("other"))

    def outside(self, node: ast.Global | ast.Nonlocal) -> None:
        """Note that the names belong to a scope further out."""
        self.scope_of(node).elsewhere.update(node.names)

    def imported(self, node: ast.Import) -> None:
        """Bind the names of `import`."""
        for alias in node.names:
            name = alias.asname or alias.name.split(".")[0]
            self.scope_of(node).add(name, Binding("import", name=alias.name if alias.asname else name))

    def imported_from(self, node: ast.ImportFrom) -> None:
        """Bind the names of `from … import`, relative ones made absolute."""
        base = node.module or ""
        if node.level:
            parts = self.module.split(".") + ([""] if self.is_package else [])
            base = ".".join([*parts[: -node.level], *([node.module] if node.module else [])])
        for alias in node.names:
            name = f"{base}.{alias.name}" if base and alias.name != STAR else base or alias.name
            self.scope_of(node).add(alias.asname or alias.name, Binding("import", name=name))


_BINDERS: dict[type[ast.AST], Callable[[Binder, Any], None]] = {
    ast.Assign: Binder.assign, ast.AnnAssign: Binder.annotated, ast.AugAssign: Binder.grown,
    ast.NamedExpr: Binder.walrus, ast.For: Binder.loop, ast.AsyncFor: Binder.loop,
    ast.ListComp: Binder.comprehension, ast.SetComp: Binder.comprehension, ast.GeneratorExp: Binder.comprehension,
    ast.DictComp: Binder.comprehension, ast.With: Binder.entered, ast.AsyncWith: Binder.entered,
    ast.FunctionDef: Binder.define, ast.AsyncFunctionDef: Binder.define, ast.ClassDef: Binder.define,
    ast.Lambda: lambda binder, node: _parameters(binder.scope_of(node.body), node),
    ast.ExceptHandler: Binder.caught, ast.MatchAs: Binder.caught, ast.MatchStar: Binder.caught,
    ast.Global: Binder.outside, ast.Nonlocal: Binder.outside,
    ast.Import: Binder.imported, ast.ImportFrom: Binder.imported_from,
}  # fmt: skip


def _parameters(scope: Scope, node: FunctionDef | ast.Lambda) -> None:
    for argument in parameters(node):
        scope.add(argument.arg, Binding("parameter", node=argument))
    if node.args.vararg is not None:
        scope.add(node.args.vararg.arg, Binding("rest", node.args.vararg.annotation))
    if node.args.kwarg is not None:
        scope.add(node.args.kwarg.arg, Binding("keywords", node.args.kwarg.annotation))


def _target(scope: Scope, target: ast.expr, value: ast.expr, kind: Kind = "value") -> None:
    if isinstance(target, ast.Name):
        scope.add(target.id, Binding(kind, value))
    elif isinstance(target, ast.Tuple | ast.List):
        for position, element in enumerate(target.elts):
            if isinstance(element, ast.Name):
                rest = any(isinstance(before, ast.Starred) for before in target.elts[:position])
                index = position - len(target.elts) if rest else position
                scope.add(element.id, Binding(_PARTS[kind], value, index=index) if kind in _PARTS else Binding("other"))
            elif isinstance(element, ast.Starred | ast.Tuple | ast.List):
                for inner in ast.walk(element):
                    if isinstance(inner, ast.Name):
                        scope.add(inner.id, Binding("other"))
