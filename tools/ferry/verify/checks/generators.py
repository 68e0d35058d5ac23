"""Async generators that are used as if they were what they yield, or that nobody reads."""

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
