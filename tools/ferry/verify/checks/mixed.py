"""Awaits of a method that is async in one of the classes that an object can be of, and plain in another."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.checks.results import gives_result, is_expected, is_replaced
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference import calls
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import COMPREHENSIONS, Binding, FunctionDef
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Coroutine, Func, Instance, Value

_COPYING = {"list", "tuple", "set", "frozenset", "sorted", "reversed"}
_BRANCHES = (ast.If, ast.IfExp, ast.Match, ast.While, ast.Try, ast.BoolOp)
_EXITS = (ast.Return, ast.Raise, ast.Continue, ast.Break, ast.Assert)


def check_mixed(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        match node:
            case ast.Await(value=ast.Call(func=ast.Attribute(value=holder) as func) as call):
                owners = sorted(
                    (value for value in eyes.values(file, holder) if isinstance(value, Instance)),
                    key=lambda value: value.cls.name,
                )
                if len(owners) < 2 or len(owners) < len(eyes.values(file, holder)):
                    continue
                plain = [owner for owner in owners if _gives_result(eyes, file, call, owner, func.attr)]
                others = [owner for owner in owners if owner not in plain]
                are_async = bool(others) and all(_is_async(eyes, owner, func.attr) for owner in others)
                is_known = not is_replaced(eyes, file, func) and not is_expected(file, func)
                if plain and are_async and is_known and _can_be_each(eyes, file, node, holder):
                    name = plain[0].cls.name.rpartition(".")[2]
                    text = f"`{ast.unparse(call)}` is a result already where `{ast.unparse(holder)}` is a `{name}`"
                    yield finding(file, call, "not_awaitable", text)


def _is_async(eyes: Eyes, owner: Instance, method: str) -> bool:
    made = eyes.called(eyes.member(owner, method))
    return bool(made) and all(isinstance(value, Coroutine) for value in made)


def _gives_result(eyes: Eyes, file: File, call: ast.Call, owner: Instance, method: str) -> bool:
    """Tell whether the method of an object of exactly this class certainly gives nothing to await."""
    lineage, is_complete = eyes.classes.lineage(owner.cls)
    if not owner.exact or not is_complete or (owner.cls.file.is_test and not file.is_test):
        return False
    if any(cls.node.decorator_list or cls.node.keywords or cls in eyes.classes.opened for cls in lineage):
        return False
    methods: frozenset[Value] = eyes.member(owner, method)
    return all(isinstance(one, Func) and (_does_nothing(one) or gives_result(eyes, file, call, one)) for one in methods)


def _does_nothing(function: Func) -> bool:
    """Tell whether the body is empty: an object is made of the class, so it is no promise of what heirs do."""
    node = function.node
    is_empty = isinstance(node, ast.FunctionDef) and calls.is_empty(node) and not node.decorator_list
    return is_empty and not any(isinstance(part, ast.Raise) for part in calls.own_nodes(node))


def _can_be_each(eyes: Eyes, file: File, awaiting: ast.Await, holder: ast.expr) -> bool:
    """Tell whether the object certainly is now one, now another of the classes where it is awaited.

    It is one of a display, or a choice between two, and no branch has looked at it before the `await`.
    """
    if not isinstance(holder, ast.Name):
        return _is_choice(eyes, file, holder)
    binding = _only_binding(file, holder)
    if binding is None or binding.value is None or not _is_choice_of(eyes, file, binding):
        return False
    above = [awaiting, *file.up(awaiting)]
    source = [binding.value, *file.up(binding.value)]
    common = next((node for node in above if node in source), None)
    if common is None or file.function_of(binding.value) is not file.function_of(awaiting):
        return False
    if any(isinstance(node, (*_BRANCHES, FunctionDef, ast.Lambda)) for node in above[: above.index(common)]):
        return False
    if isinstance(common, COMPREHENSIONS):
        return not any(generator.ifs for generator in common.generators)
    if binding.kind == "element" and not isinstance(common, ast.For):
        return False
    function = file.function_of(awaiting)
    own = calls.own_nodes(function) if function is not None else []
    first, last = binding.value.lineno, awaiting.lineno
    return not any(isinstance(node, _EXITS) and first <= node.lineno < last for node in own)


def _only_binding(file: File, name: ast.Name) -> Binding | None:
    scope = file.scope_of(name).binding(name.id)
    bindings = scope.names[name.id] if scope is not None else []
    return bindings[0] if len(bindings) == 1 else None


def _is_choice_of(eyes: Eyes, file: File, binding: Binding) -> bool:
    if binding.value is None:
        return False
    if binding.kind == "element":
        return _is_display(eyes, file, binding.value)
    return binding.kind == "value" and _is_choice(eyes, file, binding.value)


def _is_display(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is all that a display lists, in any order, and each of it is of one class."""
    match node:
        case ast.List(elts=elements) | ast.Tuple(elts=elements) | ast.Set(elts=elements):
            return all(len(eyes.values(file, element)) == 1 for element in elements)
        case ast.Call(func=ast.Name(id=name) as func, args=[read, *_]) if eyes.paths(file, func) == {name}:
            return name in _COPYING and _is_display(eyes, file, read)
        case ast.Name():
            binding = _only_binding(file, node)
            listed = binding.value if binding is not None and binding.kind == "value" else None
            return isinstance(listed, ast.List | ast.Tuple | ast.Set) and _is_display(eyes, file, listed)
    return False


def _is_choice(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a choice between two objects, or makes an object of a table for this alone."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            return all(len(eyes.values(file, part)) == 1 for part in (body, orelse))
        case ast.Call(func=ast.Subscript(value=ast.Name() as table, slice=key)) if not isinstance(key, ast.Constant):
            binding, scope = _only_binding(file, table), file.scope_of(table).binding(table.id)
            listed = binding.value if binding is not None and binding.kind == "value" else None
            is_alone = scope is not None and len(file.loads_of(scope, table.id)) == 1
            is_elsewhere = f"{file.module}.{table.id}" in eyes.tree.imports or table.id in eyes.tree.attribute_loads
            is_table = isinstance(listed, ast.Dict) and all(len(eyes.values(file, one)) == 1 for one in listed.values)
            return is_table and is_alone and not is_elsewhere
    return False
