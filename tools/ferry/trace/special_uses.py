"""The facade's special methods: a statement, an operator or a builtin calls them, and no name stands there."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.trace.compared import called_on_arguments, called_on_elements
from tools.ferry.types.names import find_method
from tools.ferry.types.values import Instance, Value, flattened
from tools.ferry.uses.consumption import EAGER, How, consumption, target_shape
from tools.ferry.uses.protocols import ASYNC_NAMES

_BUILTINS = {
    "abs": "__abs__", "bool": "__bool__", "bytes": "__bytes__", "complex": "__complex__", "divmod": "__divmod__",
    "float": "__float__", "format": "__format__", "hash": "__hash__", "int": "__int__", "len": "__len__",
    "next": "__next__", "pow": "__pow__", "repr": "__repr__", "reversed": "__reversed__", "round": "__round__",
    "str": "__str__",
    **dict.fromkeys((*EAGER, "iter", "enumerate", "zip", "filter", "map"), "__iter__"),
}  # fmt: skip
_ENTERING = frozenset({"enterClassContext", "enterContext", "enterModuleContext", "enter_context"})
"""Methods of an `ExitStack`, or of a test case, that enter what they are given, and leave it at the end."""

_CONTEXTS = {ast.Load: "__getitem__", ast.Store: "__setitem__", ast.Del: "__delitem__"}
_COMPARISONS = {
    ast.Eq: ("__eq__", "__eq__"), ast.NotEq: ("__ne__", "__ne__"), ast.Lt: ("__lt__", "__gt__"),
    ast.LtE: ("__le__", "__ge__"), ast.Gt: ("__gt__", "__lt__"), ast.GtE: ("__ge__", "__le__"),
}  # fmt: skip
"""What is called on the left operand, and on the right one where that has none."""

_OPERATORS = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv", ast.Mod: "mod",
    ast.Pow: "pow", ast.MatMult: "matmul", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or",
    ast.BitAnd: "and", ast.BitXor: "xor",
}  # fmt: skip
_OF_ONE = {ast.USub: "__neg__", ast.UAdd: "__pos__", ast.Invert: "__invert__"}
_OF_ANY = frozenset({"__bool__", "__eq__", "__format__", "__hash__", "__ne__", "__repr__", "__str__", "close"})
"""What every object has, or what is no special method: that a base outside the tree gives it is not known."""

_OTHERWISE = {
    "__bool__": "__len__", "__contains__": "__iter__", "__format__": "__str__", "__ne__": "__eq__",
    **{f"__i{name}__": f"__{name}__" for name in _OPERATORS.values()},
}  # fmt: skip
"""What Python calls where a class lacks a special method."""


def special_use(project: Project, module: Module, node: ast.expr) -> str | None:
    """Return the special method of the facade's family that the code around the expression calls on it, or None."""
    names, inside, around = calls_special(module, node), called_on_elements(module, node), _calls_around(module, node)
    if not names and not inside and not around:
        return None
    values = project.references.inference.of(module, node)
    classes = _classes(values) & project.facade_classes
    elements = _classes(flattened(values - _objects(values)))
    for wanted, called in ((classes, names), (elements, inside), (classes | elements, around)):
        for method in called:
            if any(find_method(project.program, cls, method) for cls in wanted & project.facade_classes):
                return method
    return names[0] if classes and project.has_foreign_base and names and names[0] not in _OF_ANY else None


def calls_special(module: Module, node: ast.expr) -> list[str]:
    """Return the special method that the code around the expression calls on it, and the one where that is lacking."""
    name = _called_around(module, node)
    around = [one for one in (name, _OTHERWISE.get(name or "")) if one is not None]
    return [*around, *called_on_arguments(module, node)]


def _calls_around(module: Module, node: ast.expr) -> list[str]:
    """Return the special methods that are called on the node as an item of the collection in which it is written."""
    found: list[str] = []
    parent = module.parents[node]
    while isinstance(parent, ast.List | ast.Tuple | ast.Set | ast.Starred):
        found += ["__hash__", "__eq__"] if isinstance(parent, ast.Set) else called_on_elements(module, parent)
        parent = module.parents[parent]
    if isinstance(parent, ast.Dict) and node in parent.keys:
        found += ["__hash__", "__eq__"]
    return found


def _objects(values: Iterable[Value]) -> frozenset[Value]:
    return frozenset(value for value in values if isinstance(value, Instance))


def _classes(values: Iterable[Value]) -> set[Class]:
    return {value.cls for value in values if isinstance(value, Instance)}


def taken_asynchronously(project: Project, module: Module, node: ast.expr, name: str) -> How | None:
    """Return how the special use goes on with the target's async counterpart; None where the target has none for it."""
    if not has_async_form(project, name):
        return None
    how = consumption(module, node, "iterate" if name == "__iter__" else "enter")
    return None if how == "lost" else how


def has_async_form(project: Project, name: str) -> bool:
    """Tell whether the target has the async counterpart of a special method: `async with` enters it, for example."""
    twin = ASYNC_NAMES.get(name)
    return twin is not None and find_method(project.program, project.target, twin) is not None


def lacks(project: Project, module: Module, node: ast.expr, name: str) -> bool:
    """Tell whether the target has nothing that takes over from the facade's special method at this use."""
    return not stays(project, name) and taken_asynchronously(project, module, node, name) is None


def stays(project: Project, name: str) -> bool:
    """Tell whether the target has the special method as the facade has it: none that would have to be awaited."""
    found = find_method(project.program, project.target, project.config.renamed(name) if name == "close" else name)
    return found is not None and not (name == "close" and target_shape(project, name) == "await" and found.is_async)


def _called_around(module: Module, node: ast.expr) -> str | None:
    """Return the special method that the statement or expression around the node calls on its value."""
    parent = module.parents[node]
    match parent:
        case ast.withitem() if parent.context_expr is node:
            return "__enter__"
        case ast.For() | ast.comprehension() if parent.iter is node:
            return "__iter__"
        case ast.Starred() | ast.YieldFrom():
            return "__iter__"
        case ast.Subscript() if parent.value is node:
            return _CONTEXTS[type(parent.ctx)]
        case ast.FormattedValue() if parent.value is node:
            return "__format__"
        case ast.Call() if parent.func is node:
            return "__call__"
        case ast.Call() if called_name(parent) == "closing" and node in parent.args:
            return "close"
        case ast.Call() if called_name(parent) in _ENTERING and node in parent.args:
            return "__enter__"
        case ast.Call(func=ast.Attribute(attr="push")) if node in parent.args and module.has_any({"ExitStack"}):
            return "__exit__"
        case ast.Call(func=ast.Name(id=function)) if node in parent.args:
            return _BUILTINS.get(function)
    return _of_operator(parent, node) or ("__bool__" if _is_truth_tested(parent, node) else None)


def _of_operator(parent: ast.AST, node: ast.expr) -> str | None:
    match parent:
        case ast.Compare():
            return next(_compared(parent, node), None)
        case ast.BinOp():
            return f"__{'' if parent.left is node else 'r'}{_OPERATORS[type(parent.op)]}__"
        case ast.AugAssign():
            return f"__{'i' if parent.target is node else 'r'}{_OPERATORS[type(parent.op)]}__"
        case ast.UnaryOp():
            return _OF_ONE.get(type(parent.op))
    return None


def _compared(comparison: ast.Compare, node: ast.expr) -> Iterator[str]:
    operands = [comparison.left, *comparison.comparators]
    for position, operator in enumerate(comparison.ops):
        if isinstance(operator, ast.In | ast.NotIn):
            if operands[position + 1] is node:
                yield "__contains__"
        elif node in operands[position : position + 2] and type(operator) in _COMPARISONS:
            yield _COMPARISONS[type(operator)][operands[position] is not node]


def _is_truth_tested(parent: ast.AST, node: ast.expr) -> bool:
    match parent:
        case ast.If() | ast.While() | ast.IfExp() | ast.Assert():
            return parent.test is node
        case ast.UnaryOp(op=ast.Not()):
            return True
        case ast.BoolOp():
            return parent.values[-1] is not node
        case ast.comprehension():
            return node in parent.ifs
    return False
