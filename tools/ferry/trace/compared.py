"""Special methods that functions call on what they are given, or on what is inside of it.

`operator.add(one, other)`, `max(one, other)`, `sorted(layers)`, `sum(layers)`, `layer in layers`.
"""

import ast
import operator

from tools.ferry.source import Module, called_name

_ORDERING = {
    "max": "__gt__", "nlargest": "__lt__",
    **dict.fromkeys(("bisect", "bisect_left", "bisect_right", "heapify", "heappop", "heappush", "heappushpop",
                     "heapreplace", "insort", "insort_left", "insort_right", "merge", "min", "nsmallest", "sort",
                     "sorted"), "__lt__"),
}  # fmt: skip
_REFLECTED = {"__ge__": "__le__", "__gt__": "__lt__", "__le__": "__ge__", "__lt__": "__gt__"}
_SEARCHING = frozenset({"count", "index", "remove"})
_KEYING = frozenset({"Counter", "dict", "frozenset", "set"})
_FOLDING = frozenset({"accumulate", "map", "reduce", "starmap"})


def called_on_arguments(module: Module, node: ast.expr) -> list[str]:
    """Return the special methods that a function calls on the node, one of the objects that it is given."""
    call = module.parents[node]
    if isinstance(call, ast.keyword) and call.arg == "start":
        call = module.parents[call]
        return ["__add__", "__radd__"] if isinstance(call, ast.Call) and called_name(call.func) == "sum" else []
    if not isinstance(call, ast.Call) or node not in call.args:
        return []
    if called_name(call.func) == "sum" and call.args.index(node) == 1:
        return ["__add__", "__radd__"]
    named = _of_operator(module, call.func)
    if named or called_name(call.func) not in _ORDERING or len(call.args) < 2:
        return named
    return _ordering(call)


def called_on_elements(module: Module, node: ast.expr) -> list[str]:
    """Return the special methods that the code around the node calls on what is inside of it."""
    parent = module.parents[node]
    match parent:
        case ast.Call(args=given) if node in given:
            name = called_name(parent.func)
            if name in _FOLDING:
                return _of_operator(module, given[0])
            if name == "sum":
                return ["__radd__", "__add__"]
            if name in {"all", "any"}:
                return ["__bool__", "__len__"]
            return ["__hash__", "__eq__"] if name in _KEYING else _ordering(parent)
        case ast.Attribute(attr=name):
            call = module.parents[parent]
            called = isinstance(call, ast.Call) and call.func is parent
            if called and isinstance(call, ast.Call) and name == "sort":
                return _ordering(call)
            return ["__eq__"] if called and name in _SEARCHING else []
        case ast.Compare(left, operators, others):
            pairs = zip(operators, (left, *others), others, strict=False)
            asked = any(node in pair and not isinstance(op, ast.Is | ast.IsNot) for op, *pair in pairs)
            return ["__eq__"] if asked else []
    return []


def _ordering(call: ast.Call) -> list[str]:
    """Return what is called to put what the call gets in an order, unless it has a key for that."""
    name = _ORDERING.get(called_name(call.func))
    keyed = any(keyword.arg in {"key", None} for keyword in call.keywords)
    return [name, _REFLECTED[name]] if name is not None and not keyed else []


def _of_operator(module: Module, function: ast.expr) -> list[str]:
    """Return the special methods that a function of the module `operator` calls: of one operand, and of the other."""
    package, _, name = module.full_name(function).rpartition(".")
    plain = name.strip("_")
    if package != "operator" or not (plain == "truth" or hasattr(operator, f"__{plain}__")):
        return []
    if plain in {"not", "truth"}:
        return ["__bool__", "__len__"]
    by_place = plain.removeprefix("i")
    return [f"__{plain}__", f"__{by_place}__", _REFLECTED.get(f"__{plain}__", f"__r{by_place}__")]
