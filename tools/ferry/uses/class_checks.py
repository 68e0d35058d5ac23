"""Where code asks, or says by `cast(A, x)`, of which class an object is: `isinstance(x, A)`, `case A()`."""

import ast
from collections.abc import Iterator

from tools.ferry.source import Module, called_name


def classes_asked(module: Module, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the names of classes with which the code around the expression compares that of its value."""
    parent = module.parents[node]
    while isinstance(parent, ast.BoolOp | ast.IfExp | ast.NamedExpr):
        node, parent = parent, module.parents[parent]
    if isinstance(parent, ast.Call) and parent.args[1:] == [node] and called_name(parent.func) == "cast":
        yield from _names(parent.args[:1])
    elif isinstance(parent, ast.Call) and parent.args[:1] == [node]:
        if called_name(parent.func) == "isinstance":
            yield from _names(parent.args[1:])
        elif called_name(parent.func) == "type" and len(parent.args) == 1:
            yield from _compared(module, parent)
    elif isinstance(parent, ast.Attribute) and parent.attr == "__class__":
        yield from _compared(module, parent)
    elif isinstance(parent, ast.Match):
        for case in parent.cases:
            yield from (part.cls for part in _alternatives(case.pattern) if isinstance(part, ast.MatchClass))


def asked_of(module: Module, cls: ast.expr) -> ast.expr | None:
    """Return the object of which `isinstance` asks whether it is one of the class, alone or in a tuple."""
    parent = module.parents[cls]
    call = module.parents[parent] if isinstance(parent, ast.Tuple) else parent
    subject = call.args[0] if isinstance(call, ast.Call) and call.args else None
    return subject if subject is not None and any(name is cls for name in classes_asked(module, subject)) else None


def _alternatives(pattern: ast.pattern) -> Iterator[ast.pattern]:
    """Yield the patterns of which the whole subject has to match one."""
    if isinstance(pattern, ast.MatchOr):
        yield from (part for one in pattern.patterns for part in _alternatives(one))
    elif isinstance(pattern, ast.MatchAs) and pattern.pattern is not None:
        yield from _alternatives(pattern.pattern)
    else:
        yield pattern


def _compared(module: Module, cls: ast.expr) -> Iterator[ast.expr]:
    """Yield what stands beside the class of an object in a comparison, or in `issubclass`."""
    parent = module.parents[cls]
    if isinstance(parent, ast.Compare):
        yield from _names(operand for operand in (parent.left, *parent.comparators) if operand is not cls)
    elif isinstance(parent, ast.Call) and called_name(parent.func) == "issubclass" and parent.args[:1] == [cls]:
        yield from _names(parent.args[1:])


def _names(operands: Iterator[ast.expr] | list[ast.expr]) -> Iterator[ast.expr]:
    for operand in operands:
        yield from operand.elts if isinstance(operand, ast.Tuple | ast.List | ast.Set) else [operand]
