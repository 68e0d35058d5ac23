"""Calls that take each item through a function at once: a comprehension can do the same, and await it."""

import ast

from tools.ferry.source import Module, called_name
from tools.ferry.uses.consumption import EAGER, ENDLESS

_BY_KEY = {"max": {"key", "default"}, "min": {"key", "default"}, "sorted": {"key", "reverse"}}
"""Functions that call their `key` once for each item, in order, before they compare -> all that they may be told."""

_SORT = frozenset({"key", "reverse"})
_EACH = frozenset({"filter", "map"})


def unrolled(module: Module, node: ast.expr) -> ast.expr | None:
    """Return what a comprehension can replace that runs the function for each item.

    Of `list(map(f, xs))` and `max(xs, key=f)` that is the whole, of `xs.sort(key=f)` the call. A lambda has to have one
    plain parameter, and any other function a name, or an object whose method it is: that is asked for it once.
    """
    parent = module.parents[node]
    if not (_is_plain(node) if isinstance(node, ast.Lambda) else is_dotted(node) or _is_given_method(node)):
        return None
    if isinstance(parent, ast.keyword):
        call = module.parents[parent]
        is_key = parent.arg == "key" and isinstance(call, ast.Call)
        return call if is_key and isinstance(call, ast.Call) and _compares(module, call) else None
    is_each = isinstance(parent, ast.Call) and isinstance(parent.func, ast.Name) and parent.func.id in _EACH
    if not is_each or not isinstance(parent, ast.Call) or parent.keywords or len(parent.args) != 2:
        return None
    return _read_at_once(module, parent) if parent.args[0] is node and _can_stand_in_loop(parent.args[1]) else None


def _is_plain(function: ast.Lambda) -> bool:
    given = function.args
    is_one = len(given.args) == 1 and not (given.posonlyargs or given.kwonlyargs or given.vararg or given.kwarg)
    binds = any(isinstance(part, ast.NamedExpr | ast.Yield | ast.YieldFrom) for part in ast.walk(function))
    return is_one and not given.defaults and given.args[0].arg != "_" and not binds


def _compares(module: Module, call: ast.Call) -> bool:
    told = {keyword.arg for keyword in call.keywords}
    if isinstance(call.func, ast.Name):
        return told <= _BY_KEY.get(call.func.id, set()) and len(call.args) == 1 and _can_stand_in_loop(call.args[0])
    is_sort = isinstance(call.func, ast.Attribute) and call.func.attr == "sort" and not call.args and told <= _SORT
    return is_sort and isinstance(module.parents[call], ast.Expr) and is_dotted(call.func.value)  # type: ignore[attr-defined]


def _can_stand_in_loop(items: ast.expr) -> bool:
    """Tell whether a comprehension can loop over the expression; an assignment may not stand there."""
    return not any(isinstance(part, ast.Starred | ast.NamedExpr) for part in ast.walk(items))


def _is_given_method(node: ast.expr) -> bool:
    """Tell whether this is a method of what a call gives: `get_layer().level`."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Call) and _can_stand_in_loop(node)


def is_dotted(node: ast.expr) -> bool:
    """Tell whether the expression can be evaluated twice."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return isinstance(node, ast.Name)


def _read_at_once(module: Module, call: ast.Call) -> ast.expr | None:
    """Return what is replaced of a `map` or `filter`: the call, or the `list(…)` around it; None if it is kept."""
    reader = module.parents[call]
    if not isinstance(reader, ast.For) and called_name(call.args[1]) in ENDLESS:
        return None  # the list that takes its place would never be complete
    match reader:
        case ast.For(iter=read) | ast.comprehension(iter=read) if read is call:
            return call
        case ast.Starred(ctx=ast.Load()):
            return call
        case ast.Call(func=ast.Name(id="list"), args=[_], keywords=[]):
            return reader
        case ast.Call(args=[first, *_]) if first is call and called_name(reader.func) in EAGER:
            return call
    return None
