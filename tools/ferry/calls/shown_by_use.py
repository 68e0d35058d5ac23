"""What the code around a call shows of an object of which nothing else is known: `row["day"]` is no `Ledger`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.names import ancestry, derives_from_outside, descendants

_SIMPLE = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.Return
_SOMETIMES = ast.IfExp | ast.BoolOp | ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


def is_shown_otherwise(project: Project, method: Function, module: Module, call: ast.Call) -> bool:
    """Tell whether an item is taken of the object whenever the call is made, and the method's class has no items."""
    receiver = call.func.value if isinstance(call.func, ast.Attribute) else None
    if method.cls is None or not isinstance(receiver, ast.Name | ast.Attribute) or _has_items(project, method.cls):
        return False
    text = ast.dump(receiver)
    statements = _always_run(project, module, call, receiver)
    return any(ast.dump(item.value) == text for statement in statements for item in _items_taken(module, statement))


def _always_run(project: Project, module: Module, call: ast.Call, receiver: ast.expr) -> Iterator[ast.stmt]:
    """Yield the statement of the call and, for a variable that is set once, those right before it in its block."""
    statement = next(node for node in project.program.ancestors(module, call) if isinstance(node, ast.stmt))
    yield statement
    function = project.program.binder(module, receiver) if isinstance(receiver, ast.Name) else None
    if function is None or not isinstance(receiver, ast.Name) or len(function.assigned.get(receiver.id, ())) > 1:
        return
    block = getattr(module.parents[statement], "body", [])
    if isinstance(block, list) and statement in block:
        yield from block[: block.index(statement)]


def _items_taken(module: Module, statement: ast.stmt) -> Iterator[ast.Subscript]:
    """Yield the items that the statement takes in any case."""
    for node in ast.walk(statement) if isinstance(statement, _SIMPLE) else ():
        if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load):
            around: ast.AST = node
            while around is not statement and not isinstance(around, _SOMETIMES):
                around = module.parents[around]
            if around is statement:
                yield node


def _has_items(project: Project, cls: Class) -> bool:
    """Tell whether objects of the class, or of its heirs, can have items; of a generic class the class itself has."""
    family = {base for heir in descendants(project.program, cls) for base in ancestry(project.program, heir)}
    names = {name for one in family for name in (*one.methods, *one.assigned)}
    generic = any(isinstance(base, ast.Subscript) for one in family for base in one.node.bases)
    outside = any(derives_from_outside(project.program, one) for one in family)
    return generic or outside or not names.isdisjoint({"__getitem__", "__class_getitem__"})
