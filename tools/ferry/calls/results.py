"""Whether a function can give what the place of a call asks of its result: `load(path)().fit(rows)` wants no `bool`.

Only `bool` and `None` are ruled out, as `-> bool` or `return x in names` promises them: they have no heirs.
"""

import ast
import builtins

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.members import is_property
from tools.ferry.types.names import ancestry, descendants, resolve_expression

_KINDS: dict[str, type] = {"bool": bool, "None": type(None)}
_TAKING = {"bool": {"bool", "int", "float", "complex", "object"}, "None": {"object"}}
"""The built-in classes by which an annotation promises an object of each kind."""

_ASKING = frozenset({"all", "any", "bool", "callable", "hasattr", "isinstance", "issubclass"})
_DEEP = 12

_Kinds = frozenset[str] | None
"""What a result can be; None is unknown."""


def can_serve(project: Project, function: Function, module: Module, call: ast.Call) -> bool:
    """Tell whether the function's result can do at the call, as far as it is known."""
    kinds = _results(project, function, 0)
    if kinds is None or function.is_generator:
        return True
    if any(not any(hasattr(_KINDS[kind], name) for kind in kinds) for name in _attributes_asked(module, call)):
        return False
    owner, above = project.owner(module, call), module.parents[call]
    if not isinstance(above, ast.Return) or owner is None or isinstance(owner.node, ast.Lambda):
        return True
    return any(_admits(project, owner.module, owner.node.returns, kind) for kind in kinds)


def _attributes_asked(module: Module, call: ast.Call) -> list[str]:
    """Return the attributes that are read of the result: at once, or by the next statement after it is assigned."""
    match module.parents[call]:
        case ast.Attribute(attr=name):
            return [name]
        case ast.Assign([ast.Name(kept)]) as statement:
            match _following(module, statement):
                case ast.Expr(ast.Attribute(ast.Name(read), name) | ast.Call(ast.Attribute(ast.Name(read), name))):
                    return [name] if read == kept else []
    return []


def _following(module: Module, statement: ast.stmt) -> ast.stmt | None:
    """Return the next statement of the block."""
    for _, block in ast.iter_fields(module.parents[statement]):
        if isinstance(block, list) and statement in block[:-1]:
            found = block[block.index(statement) + 1]
            return found if isinstance(found, ast.stmt) else None
    return None


def _admits(project: Project, module: Module, annotation: ast.expr | None, kind: str) -> bool:
    """Tell whether the annotation may promise an object of the kind."""
    if annotation is None:
        return True
    annotation = parse_quoted(annotation)
    match annotation:
        case ast.BinOp(left, ast.BitOr(), right):
            return _admits(project, module, left, kind) or _admits(project, module, right, kind)
        case ast.Constant(None):
            return kind == "None"
        case ast.Name(name) if hasattr(builtins, name) and not _shadows(module, name):
            return name in _TAKING[kind]
        case ast.Name() | ast.Attribute():
            return not _is_class(project, module, annotation)
    return True


def _is_class(project: Project, module: Module, name: ast.Name | ast.Attribute) -> bool:
    """Tell whether the name is of a class with objects of its own: the tree's, or one that the tree builds."""
    program = project.program
    found = resolve_expression(program, module, name)
    if isinstance(found, Class):
        bases = [base for cls in ancestry(program, found) for base in cls.node.bases]
        return not any("Protocol" in ast.unparse(base) for base in bases)
    if not isinstance(found, str) or not found:
        return False
    named = program.loads.get(found.rpartition(".")[2], [])
    called = ((owner, call) for owner, load in named for call in [owner.parents[load]] if isinstance(call, ast.Call))
    return any(resolve_expression(program, owner, call.func) == found for owner, call in called)


def _results(project: Project, function: Function, depth: int) -> _Kinds:
    if depth > _DEEP or isinstance(function.node, ast.Lambda):
        return None
    if function.node.returns is not None:
        return _annotated(function.module, function.node.returns)
    found = _all([_of(project, function.module, value, depth + 1) for value in function.returns])
    ends = isinstance(function.node.body[-1], ast.Return | ast.Raise)
    return found if ends or found is None else found | {"None"}


def _annotated(module: Module, annotation: ast.expr | None) -> _Kinds:
    """Return what the annotation promises, if all of it is known."""
    if annotation is None:
        return None
    match parse_quoted(annotation):
        case ast.BinOp(left, ast.BitOr(), right):
            return _all([_annotated(module, left), _annotated(module, right)])
        case ast.Constant(None):
            return frozenset({"None"})
        case ast.Name("bool") if not _shadows(module, "bool"):
            return frozenset({"bool"})
    return None


def _of(project: Project, module: Module, node: ast.expr, depth: int) -> _Kinds:
    match node:
        case ast.Constant(value):
            return frozenset({"None" if value is None else type(value).__name__} & _KINDS.keys()) or None
        case ast.UnaryOp(ast.Not()):
            return frozenset({"bool"})
        case ast.Compare(ops=ops) if all(isinstance(op, ast.Is | ast.IsNot | ast.In | ast.NotIn) for op in ops):
            return frozenset({"bool"})
        case ast.BoolOp(values=values):
            return _all([_of(project, module, value, depth) for value in values])
        case ast.IfExp():
            return _all([_of(project, module, part, depth) for part in (node.body, node.orelse)])
        case ast.Call(ast.Name(name)) if name in _ASKING and not _shadows(module, name):
            return frozenset({"bool"})
        case ast.Call(ast.Name() as name):
            called = _function(project, module, name)
            return _results(project, called, depth) if called is not None else None
        case ast.Attribute(ast.Call(ast.Name() as name), field):
            called = _function(project, module, name)
            cls = _promised(project, called) if called is not None else None
            return _of_field(project, cls, field, depth) if cls is not None else None
    return None


def _function(project: Project, module: Module, name: ast.Name) -> Function | None:
    """Return the function of a module that the name stands for."""
    found = resolve_expression(project.program, module, name)
    is_plain = isinstance(found, Function) and not found.decorators and not found.is_async and not found.is_generator
    return found if is_plain and project.program.binder(module, name) is None else None  # type: ignore[return-value]


def _promised(project: Project, function: Function) -> Class | None:
    annotation = None if isinstance(function.node, ast.Lambda) else function.node.returns
    if annotation is None or not isinstance(parse_quoted(annotation), ast.Name | ast.Attribute):
        return None
    found = resolve_expression(project.program, function.module, parse_quoted(annotation))
    return found if isinstance(found, Class) else None


def _of_field(project: Project, cls: Class, name: str, depth: int) -> _Kinds:
    """Return what the field of an object of the class, or of an heir, is by its annotations, or the property gives."""
    program = project.program
    owners = [
        c for c in {*ancestry(program, cls), *descendants(program, cls)} if name in c.assigned or name in c.methods
    ]
    found: list[_Kinds] = []
    for owner in owners:
        if name in owner.methods:
            method = owner.methods[name]
            found.append(_results(project, method, depth + 1) if is_property(method) else None)
        annotations = [annotation for annotation, _, _ in owner.assigned.get(name, []) if annotation is not None]
        found += [_annotated(owner.module, one) for one in annotations]
        found += [None] if name in owner.assigned and not annotations else []
    return _all(found) if found else None


def _all(kinds: list[_Kinds]) -> _Kinds:
    known = [one for one in kinds if one is not None]
    return frozenset().union(*known) if len(known) == len(kinds) else None


def _shadows(module: Module, name: str) -> bool:
    """Tell whether the module gives one of Python's own names another meaning."""
    return any(name in table for table in (module.functions, module.classes, module.imports, module.outline.variables))
