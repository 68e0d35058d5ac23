"""Async generators that are used as if they were what they yield, or that nobody reads; and the other way round."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import all_async_generators


def check_generators(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file; loops over them are judged elsewhere."""
    for node in file.nodes:
        if isinstance(node, ast.Call) and all_async_generators(eyes.values(file, node)):
            reason = _misuse(file, node)
            if reason:
                text = f"`{ast.unparse(node)}` is an async generator: {reason}; use `async for`"
                yield finding(file, node, "async_iteration", text)
        is_async = isinstance(node, ast.AsyncFor) or (isinstance(node, ast.comprehension) and bool(node.is_async))
        for part in _plain_parts(eyes, file, node.iter) if is_async else ():  # type: ignore[attr-defined]
            text = f"`{ast.unparse(part)}` cannot be read asynchronously; use `for`"
            yield finding(file, part, "async_iteration", text)


def _plain_parts(eyes: Eyes, file: File, node: ast.expr) -> Iterator[ast.expr]:
    """Yield what an expression can be that is certainly a collection or an iterator of Python's own."""
    match node:
        case ast.BoolOp(values=parts):
            yield from (found for part in parts for found in _plain_parts(eyes, file, part))
        case ast.IfExp(body=body, orelse=orelse):
            yield from (found for part in (body, orelse) for found in _plain_parts(eyes, file, part))
        case ast.Call(func=ast.Name(id=name) as func) if name in _MAKERS and eyes.paths(file, func) == {name}:
            yield node
        case ast.List() | ast.Tuple() | ast.Set() | ast.Dict() | ast.ListComp() | ast.SetComp() | ast.DictComp():
            yield node


_MAKERS = frozenset({
    "dict", "enumerate", "filter", "frozenset", "list", "map", "range", "reversed", "set", "sorted", "tuple", "zip",
})  # fmt: skip


def _misuse(file: File, node: ast.Call) -> str:
    """Return what is wrong with the place that takes the generator, or the empty string."""
    match file.parents.get(node):
        case ast.Expr():
            return "nobody reads it"
        case ast.Starred():
            return "it cannot be unpacked"
        case ast.Assign(targets=[ast.Tuple() | ast.List(), *_]):
            return "it cannot be unpacked"
        case ast.Subscript(value=value) if value is node:
            return "it has no items"
        case ast.Compare(ops=[*_, ast.In() | ast.NotIn()], comparators=[*_, last]) if last is node:
            return "`in` cannot read it"
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) if test is node:
            return "its truth is tested, which is always true"
        case ast.UnaryOp(op=ast.Not()) | ast.Assert():
            return "its truth is tested, which is always true"
        case ast.Call(func=ast.Name(id="len" | "bool") | ast.Attribute(value=ast.Constant(), attr="join")):
            return "it is passed on in place of what it yields"
    return ""
