"""What Python's own syntax and functions ask of an object, of an async one that does not have it: `len(layer)`."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.checks.coroutines import entered_at_once
from tools.ferry.verify.checks.layers import lacks
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import Instance, Plain

_ITERATED = ("__iter__", "__getitem__")
_BY_FUNCTION = {
    "len": ("__len__",), "next": ("__next__",), "abs": ("__abs__",), "int": ("__int__", "__index__", "__trunc__"),
    "float": ("__float__", "__index__"),
    **dict.fromkeys(("list", "tuple", "set", "frozenset", "sorted", "sum", "any", "all", "iter"), _ITERATED),
}  # fmt: skip
_BY_CONTEXT: dict[type[ast.expr_context], str] = {
    ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__",
}  # fmt: skip
_AWAITED = {"__iter__": ("__aiter__", "async for"), "__enter__": ("__aenter__", "async with"),
            "__next__": ("__anext__", "await anext(…)")}  # fmt: skip
"""A method -> the one of async objects for the same, and how that is written."""


_ASKING = (ast.With, ast.AsyncWith, ast.For, ast.AsyncFor, ast.comprehension, ast.Subscript, ast.Compare, ast.Call)
"""The syntax that asks a method of an object."""
_QUESTIONS = {"isinstance", "hasattr", "callable", "type", "issubclass"}


def check_special_methods(eyes: Eyes, file: File, target: ClassInfo | None) -> Iterator[Finding]:
    """Yield the findings of one file: one of the methods would do, and the object's class has none."""
    for node in file.nodes:
        for value, methods in _asked(eyes, file, node) if isinstance(node, _ASKING) else ():
            owners = _classes(eyes, file, value)
            if not owners or _is_asked_first(file, value):
                continue
            if all(lacks(eyes, cls, m, target) for cls in owners for m in methods):
                name = owners[0].name.rpartition(".")[2]
                other, form = _AWAITED.get(methods[0], ("", ""))
                if all(any(other in c.methods for c in eyes.classes.lineage(cls)[0]) for cls in owners):
                    text = f"`{ast.unparse(value)}` has `{other}`; use `{form}`"
                    yield finding(file, value, "async_iteration", text)
                else:
                    yield finding(file, value, "missing_method", f"`{name}` has no method `{methods[0]}`")


def _asked(eyes: Eyes, file: File, node: ast.AST) -> Iterator[tuple[ast.expr, tuple[str, ...]]]:
    """Yield each object of which the syntax asks a method, with those that would do."""
    match node:
        case ast.AsyncWith():
            yield from ((item.context_expr, ("__aenter__",)) for item in node.items)
        case ast.For():
            yield node.iter, _ITERATED
        case ast.AsyncFor():
            yield node.iter, ("__aiter__",)
        case ast.comprehension():
            yield node.iter, ("__aiter__",) if node.is_async else _ITERATED
        case ast.Subscript():
            yield node.value, (_BY_CONTEXT[type(node.ctx)],)
        case ast.Compare():
            for op, value in zip(node.ops, node.comparators, strict=True):
                if isinstance(op, ast.In | ast.NotIn):
                    yield value, ("__contains__", *_ITERATED)
        case ast.Call(func=ast.Name(id=name), args=[value, *_]) if name in _BY_FUNCTION:
            if eyes.paths(file, node.func) == {name}:
                yield value, _BY_FUNCTION[name]
        case ast.Call():
            yield node.func, ("__call__",)
    yield from ((manager, ("__enter__",)) for manager in entered_at_once(eyes, file, node))


def _classes(eyes: Eyes, file: File, node: ast.expr) -> list[ClassInfo]:
    """Return the classes of the tree that the expression is an object of, all bases known; none if it may be more."""
    values = [value for value in eyes.values(file, node) if not isinstance(value, Plain)]
    found = [value.cls for value in values if isinstance(value, Instance) and eyes.classes.lineage(value.cls)[1]]
    return sorted(found, key=lambda cls: cls.name) if len(found) == len(values) else []


def _is_asked_first(file: File, node: ast.expr) -> bool:
    """Tell whether the code asks first what it has got, by `isinstance` and its like, or is ready for a `TypeError`."""
    name = ast.unparse(node)
    calls = (part for part in ast.walk(file.function_of(node) or file.tree) if isinstance(part, ast.Call) and part.args)
    asked = any(last_name(call.func) in _QUESTIONS and ast.unparse(call.args[0]) == name for call in calls)
    return asked or file.expects(node, "TypeError")
