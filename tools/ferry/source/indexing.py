"""Filling the index of one module: one walk over its syntax tree."""

import ast
from collections.abc import Iterator

from tools.ferry.source.nodes import captures
from tools.ferry.source.outlining import Imported, outline_of
from tools.ferry.source.program import Class, Function, FunctionNode, Module, Program


def index_module(program: Program, module: Module, tree: ast.Module) -> None:
    """Fill in the syntax of `module`; one that has no outline yet gets its definitions and its outline too."""
    module.is_open = True
    module.tree, module.assigned, module.parents, module.loads, module.stores = tree, {}, {}, {}, {}
    module.composed = {}
    indexer = _Indexer(program, module)
    indexer.visit_body(tree, None, None, module.name)
    module.local_imports = dict(_local_imports(module, indexer.imported))
    if not hasattr(module, "outline"):
        module.outline = outline_of(program, module, indexer.imports, indexer.reaches, indexer.imported)


def _local_imports(module: Module, imported: Imported) -> Iterator[tuple[str, dict[Function, str]]]:
    """Yield what functions import under a name that means something else elsewhere in the module."""
    by_name: dict[str, dict[Function | None, str]] = {}
    for (function, local), names in imported.items():
        by_name.setdefault(local, {})[function] = [*names][-1]
    defined = {one.name for one in module.definitions}
    for local, meanings in by_name.items():
        if len(set(meanings.values())) > 1 or f"{module.name}.{local}" in defined:
            yield local, {function: dotted for function, dotted in meanings.items() if function is not None}


_NO_NODES = frozenset({"ctx", "op", "ops", "kind", "id", "attr", "arg", "name", "rest", "level", "module", "asname",
                       "conversion", "simple", "is_async", "type_comment", "lineno", "kwd_attrs", "tag"})  # fmt: skip
"""Fields that hold no syntax of interest: names, numbers, contexts and operators."""


def _node_fields(kind: type[ast.AST]) -> tuple[str, ...]:
    if kind in {ast.Global, ast.Nonlocal, ast.Constant, ast.MatchSingleton}:
        return ()
    return tuple(name for name in kind._fields if name not in _NO_NODES)


_CHILDREN = {
    kind: _node_fields(kind)
    for kind in vars(ast).values()
    if isinstance(kind, type) and issubclass(kind, ast.AST) and hasattr(kind, "_fields")
}
_RECORDED = frozenset({
    ast.Import, ast.ImportFrom, ast.Attribute, ast.Return, ast.Yield, ast.YieldFrom, ast.Assign,
    ast.AnnAssign, ast.AugAssign, ast.NamedExpr, ast.For, ast.AsyncFor, ast.comprehension, ast.withitem, ast.Global,
    ast.Nonlocal, ast.match_case, ast.ExceptHandler,
})  # fmt: skip
"""The syntax that `_record` has something to note of."""
_IMPORT = ast.Import | ast.ImportFrom
_DECLARING = ast.Global | ast.Nonlocal
_RESULT = ast.Return | ast.Yield | ast.YieldFrom
_SEVERAL = ast.Tuple | ast.List
_DEFINING = frozenset({ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda})

_LEAVES = frozenset(kind for kind, fields in _CHILDREN.items() if not fields) - _RECORDED - {ast.Name}
"""The syntax that has nothing below it, and of which there is nothing to note."""
_NAME = ast.Name
_ATTRIBUTE = ast.Attribute
_PLAIN = frozenset(kind for kind, fields in _CHILDREN.items() if fields) - _RECORDED - _DEFINING
"""The syntax that has something below it, and of which itself there is nothing to note."""


class _Indexer:
    """Walks a module with the scope it is in."""

    def __init__(self, program: Program, module: Module) -> None:
        self.program = program
        self.module = module
        self.imports: dict[str, str] = {}
        self.reaches: set[str] = set()
        self.imported: dict[tuple[Function | None, str], dict[str, ast.stmt]] = {}  # by scope and local name
        self._parents = module.parents
        self._owner = program.owner
        self._global: set[tuple[Function, str]] = set()
        self._nonlocal: set[tuple[Function, str]] = set()
        self._known = iter(list(module.definitions))

    def visit_body(self, node: ast.AST, cls: Class | None, function: Function | None, prefix: str) -> None:
        # The one place that sees every node of a tree: no generator, no `isinstance`, few calls.
        parents = self._parents
        for name in _CHILDREN[node.__class__]:
            value = getattr(node, name)
            for child in value if value.__class__ is list else (value,):
                kind = child.__class__
                if kind in _LEAVES:
                    parents[child] = node
                elif kind is _NAME:
                    parents[child] = node
                    self._name(child, cls, function)
                elif kind in _PLAIN:
                    parents[child] = node
                    self.visit_body(child, cls, function, prefix)
                elif kind is _ATTRIBUTE:
                    parents[child] = node
                    self._after_a_dot(child, function)
                    self.visit_body(child, cls, function, prefix)
                elif kind in _CHILDREN:  # neither a name nor nothing
                    self._visit(child, node, cls, function, prefix)

    def _visit(self, node: ast.AST, parent: ast.AST, cls: Class | None, function: Function | None, prefix: str) -> None:
        self._parents[node] = parent
        kind = node.__class__
        if isinstance(node, ast.Name):
            self._name(node, cls, function)
            return
        if kind in _RECORDED:
            self._record(node, cls, function)
        elif kind in _DEFINING:
            self._define(node, cls, function, prefix)
            return
        if _CHILDREN[kind]:
            self.visit_body(node, cls, function, prefix)

    def _define(self, node: ast.AST, cls: Class | None, function: Function | None, prefix: str) -> None:
        if isinstance(node, ast.ClassDef):
            self._class(node, function, prefix)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            self._function(node, cls, function, prefix)

    def _class(self, node: ast.ClassDef, function: Function | None, prefix: str) -> None:
        name = f"{prefix}.{node.name}"
        cls = next(self._known, None)
        if not isinstance(cls, Class):
            plain = (b.value if isinstance(b, ast.Subscript) else b for b in node.bases)  # of `Base[str]` the class
            bases = (b.attr if isinstance(b, ast.Attribute) else getattr(b, "id", "") for b in plain)
            cls = Class(name, self.module, node.lineno, tuple(bases))
            self.module.definitions.append(cls)
        cls.node, cls.assigned = node, {}
        for outside in (*node.decorator_list, *node.bases, *(keyword.value for keyword in node.keywords)):
            self._visit(outside, node, None, function, prefix)
        for statement in node.body:
            self._visit(statement, node, cls, function, name)

    def _function(self, node: FunctionNode, cls: Class | None, outer: Function | None, prefix: str) -> None:
        short = f"<lambda:{node.lineno}:{node.col_offset}>" if isinstance(node, ast.Lambda) else node.name
        method_of = None if isinstance(node, ast.Lambda) else cls
        function = next(self._known, None)
        if not isinstance(function, Function):
            is_async = isinstance(node, ast.AsyncFunctionDef)
            function = Function(f"{prefix}.{short}", self.module, node.lineno, is_async, method_of, outer)
            self.module.definitions.append(function)
        function.node, function.assigned = node, {}
        function.returns, function.yields, function.delegates = [], [], []
        function.is_generator = False
        function.decorators = [] if isinstance(node, ast.Lambda) else node.decorator_list
        arguments = node.args
        function.params = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
        outside: list[ast.AST] = [*arguments.defaults, *(default for default in arguments.kw_defaults if default)]
        if not isinstance(node, ast.Lambda):
            outside += [*node.decorator_list, *([node.returns] if node.returns else [])]
        for arg in (*function.params, arguments.vararg, arguments.kwarg):
            if arg is not None:
                self.module.parents[arg] = node
                outside += [arg.annotation] if arg.annotation else []
        for expression in outside:
            # Decorators, defaults and annotations are evaluated where the function is defined.
            self._visit(expression, node, cls, outer, prefix)
        if isinstance(node, ast.Lambda):
            function.returns.append(node.body)
        for part in [node.body] if isinstance(node, ast.Lambda) else node.body:
            self._owner[part] = function
            self._visit(part, node, None, function, function.name)

    def _record(self, node: ast.AST, cls: Class | None, function: Function | None) -> None:
        if isinstance(node, ast.Attribute):
            self._after_a_dot(node, function)
        elif isinstance(node, _IMPORT):
            self._import(node, function)
        elif isinstance(node, _DECLARING):
            declared = self._global if isinstance(node, ast.Global) else self._nonlocal
            declared.update((function, name) for name in node.names if function is not None)
        elif isinstance(node, ast.match_case):
            self._captures(node, cls, function)
        elif isinstance(node, ast.ExceptHandler):
            self._caught(node, cls, function)
        elif function is not None and isinstance(node, _RESULT):
            self._result(node, function)
        else:
            for target, annotation, value, how in _bindings(node):
                self._assign(target, annotation, value, cls, function, how)

    def _captures(self, case: ast.match_case, cls: Class | None, function: Function | None) -> None:
        """Note the names that the pattern binds: to the whole subject, or to something in it."""
        match = self._parents[case]
        whole = captures(case.pattern)
        for part in ast.walk(case.pattern):
            name = part.name if isinstance(part, ast.MatchAs | ast.MatchStar) else None
            if name is not None and isinstance(match, ast.Match):
                is_whole = part in whole
                value = match.subject if is_whole or function is not None else None
                self._assign(ast.Name(name, ast.Store()), None, value, cls, function, "value" if is_whole else "part")

    def _caught(self, handler: ast.ExceptHandler, cls: Class | None, function: Function | None) -> None:
        """Note the name that gets what is caught; the value is its classes, none for a group of several."""
        if handler.name is not None:
            is_group = isinstance(self._parents[handler], ast.TryStar)
            value = None if is_group else handler.type
            self._assign(ast.Name(handler.name, ast.Store()), None, value, cls, function, "caught")

    def _name(self, node: ast.Name, cls: Class | None, function: Function | None) -> None:
        if node.ctx.__class__ is ast.Load:
            self.module.loads.setdefault(node.id, []).append(node)
        if cls is not None:
            self.program.bodies[node] = cls
        if function is not None:
            self._owner[node] = function  # which is asked of nearly each

    def _after_a_dot(self, node: ast.Attribute, function: Function | None) -> None:
        if function is not None:
            self._owner[node] = function
        self.module.loads.setdefault(node.attr, []).append(node)
        if isinstance(node.ctx, ast.Store) and getattr(node.value, "id", "") != "self":
            self.module.stores.setdefault(node.attr, []).append(node)

    def _result(self, node: ast.Return | ast.Yield | ast.YieldFrom, function: Function) -> None:
        function.is_generator = function.is_generator or not isinstance(node, ast.Return)
        if isinstance(node, ast.Return) and node.value is not None:
            function.returns.append(node.value)
        elif isinstance(node, ast.Yield) and node.value is not None:
            function.yields.append(node.value)
        elif isinstance(node, ast.YieldFrom):
            function.delegates.append(node.value)

    def _import(self, node: ast.Import | ast.ImportFrom, function: Function | None) -> None:
        for local, dotted in self._imports_of(node):
            self.imports[local] = dotted
            self.imported.setdefault((function, local), {})[dotted] = node

    def _imports_of(self, node: ast.Import | ast.ImportFrom) -> Iterator[tuple[str, str]]:
        if isinstance(node, ast.Import):
            for alias in node.names:
                local = alias.asname or alias.name.partition(".")[0]
                # `import a.b` gives `a`, and by it all modules below: one may be there that other code has imported.
                self.reaches.add(alias.name if alias.asname else local)
                yield local, alias.name if alias.asname else local
            return
        base = node.module or ""
        if node.level:
            package = self.module.name.split(".")
            keep = len(package) - node.level + (1 if self.module.is_package else 0)
            base = ".".join([*package[:keep], *([node.module] if node.module else [])])
        for alias in node.names:
            self.reaches.add(base if alias.name == "*" else f"{base}.{alias.name}")
            yield alias.asname or alias.name, f"{base}.{alias.name}"

    def _assign(
        self,
        target: ast.expr,
        annotation: ast.expr | None,
        value: ast.expr | None,
        cls: Class | None,
        function: Function | None,
        how: str = "value",
    ) -> None:
        if isinstance(target, _SEVERAL):
            self._unpack(target.elts, value, cls, function, how)
            return
        if isinstance(target, ast.Name):
            function = self._binder(function, target.id)
            if cls is not None:
                cls.assigned.setdefault(target.id, []).append((annotation, value, None))
            elif function is not None:
                function.assigned.setdefault(target.id, []).append((annotation, value, how))
            else:
                self.module.assigned.setdefault(target.id, []).append((annotation, value))
        elif isinstance(target, ast.Attribute) and how == "value":
            self._attribute(target, annotation, value, function)

    def _unpack(
        self, parts: list[ast.expr], value: ast.expr | None, cls: Class | None, function: Function | None, how: str
    ) -> None:
        values = value.elts if isinstance(value, ast.Tuple | ast.List) and how == "value" else []
        star = next((number for number, part in enumerate(parts) if isinstance(part, ast.Starred)), len(parts))
        fits = len(values) == len(parts) if star == len(parts) else len(values) >= len(parts) - 1
        fits = fits and not any(isinstance(one, ast.Starred) for one in values)
        for number, part in enumerate(parts):
            position = (
                number if number < star else number - len(parts)
            )  # what stands after the star counts from the end
            if isinstance(part, ast.Starred):
                self._assign(part.value, None, value, cls, function, f"rest:{how}")
            elif fits:
                self._assign(part, None, values[position], cls, function, how)
            else:
                self._assign(part, None, value, cls, function, f"item:{position}:{how}")

    def _binder(self, function: Function | None, name: str) -> Function | None:
        """Return the function whose variable an assignment in `function` sets, None for one of the module."""
        while function is not None and (function, name) in self._nonlocal:
            function = function.outer
        return None if function is not None and (function, name) in self._global else function

    def _attribute(
        self, target: ast.Attribute, annotation: ast.expr | None, value: ast.expr | None, function: Function | None
    ) -> None:
        method = function
        while method is not None and method.cls is None:
            method = method.outer
        if method is None or method.cls is None or not isinstance(target.value, ast.Name) or not method.params:
            return
        if target.value.id == method.params[0].arg:
            method.cls.assigned.setdefault(target.attr, []).append((annotation, value, function))


def _bindings(node: ast.AST) -> Iterator[tuple[ast.expr, ast.expr | None, ast.expr | None, str]]:
    """Yield (target, annotation, value, how) of each name or attribute that the node binds."""
    match node:
        case ast.Assign():
            for target in node.targets:
                yield target, None, node.value, "value"
        case ast.AugAssign(op=ast.Add() | ast.BitOr()):
            yield node.target, None, node.value, "value"
        case ast.AnnAssign():
            yield node.target, node.annotation, node.value, "value"
        case ast.NamedExpr():
            yield node.target, None, node.value, "value"
        case ast.For() | ast.AsyncFor() | ast.comprehension():
            yield node.target, None, node.iter, "element"
        case ast.withitem() if node.optional_vars is not None:
            yield node.optional_vars, None, node.context_expr, "enter"
