"""Containers that something is put into: the variables and attributes by which they are read again."""

import ast
from collections.abc import Iterator

from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import Binding, FunctionDef, default_of, parameters
from tools.ferry.verify.inference.tree import File, Tree, last_name

_GIVING = {"get": 1, "setdefault": 1, "values": 0}
"""Methods that give what a container holds -> how much deeper it lies than what they give."""
_NEW = (ast.List, ast.Set, ast.Dict, ast.ListComp, ast.SetComp, ast.DictComp, ast.Constant, ast.BinOp)
_MAKERS = {"list", "set", "dict", "deque", "defaultdict", "sorted", "field"}

Held = tuple[File, ast.expr | None, int]
"""An expression, None where nothing is known of it, and how deep the container lies in its value."""


def holders(eyes: Eyes, file: File, container: ast.expr) -> Iterator[Held]:
    """Yield the variables and attributes that are the container, or hold it.

    What one of them takes from elsewhere, `of = self.by_name[name]`, or from a caller, is read there, too.
    """
    pending: list[Held] = [(file, container, 0)]
    seen: set[ast.AST] = set()
    while pending:
        home, node, around = pending.pop()
        match node:
            case ast.Name() | ast.Attribute():
                yield home, node, around
                pending += [(where, value, around + deeper)
                            for where, binding in _bindings(eyes, home, node) if node not in seen
                            for where, value, deeper in _taken(eyes.tree, where, binding)]  # fmt: skip
                seen.add(node)
            case ast.Subscript(value=base):
                pending.append((home, base, around + 1))
            case ast.Call(func=ast.Attribute(attr=method, value=base)) if method in _GIVING:
                pending.append((home, base, around + _GIVING[method]))
            case _:
                yield home, None, around


def _bindings(eyes: Eyes, file: File, node: ast.Name | ast.Attribute) -> Iterator[tuple[File, Binding]]:
    """Yield what is bound to the variable, or to the attribute in the classes of its object."""
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        yield from ((file, binding) for binding in (scope.names[node.id] if scope is not None else []))
        return
    for cls in eyes.types(file, node.value):
        for owner in eyes.classes.lineage(cls)[0]:
            yield from ((owner.file, binding) for binding in owner.attributes.get(node.attr, []))


def _taken(tree: Tree, file: File, binding: Binding) -> Iterator[Held]:
    """Yield where a variable or an attribute has its container from; nothing where it is a new one."""
    value = binding.value
    if binding.kind == "element":
        yield file, value, 1
    elif binding.kind == "value":
        for chosen in _choices(value):
            maker = last_name(chosen.func) if isinstance(chosen, ast.Call) else ""
            if not isinstance(chosen, _NEW) and maker not in _MAKERS and not maker[:1].isupper():
                yield file, chosen, 0
    elif binding.kind == "parameter" and isinstance(binding.node, ast.arg):
        function = file.parents[file.parents[binding.node]]
        calls = _calls(tree, function)
        if not calls and isinstance(function, FunctionDef) and default_of(function, binding.node) is not None:
            yield file, None, 0  # there to be given by somebody
        for caller, call in calls:
            given = _given(tree, function, binding.node, call)
            if not isinstance(given, _NEW):
                yield caller, given, 0
    elif binding.kind != "annotation" and not isinstance(binding.node, ast.AugAssign):
        yield file, None, 0


def _choices(value: ast.expr | None) -> Iterator[ast.expr | None]:
    """Yield what the value can be: `{} if table is None else table`, `table or {}`."""
    match value:
        case ast.IfExp(body=first, orelse=second):
            yield from (*_choices(first), *_choices(second))
        case ast.BoolOp(values=values):
            for part in values:
                yield from _choices(part)
        case _:
            yield value


def _calls(tree: Tree, function: ast.AST) -> list[tuple[File, ast.Call]]:
    """Return what may call the function, by its name."""
    owner = tree.owner.get(function)
    is_maker = owner is not None and getattr(function, "name", "") == "__init__"
    name = owner.name if owner is not None and is_maker else getattr(function, "name", "")
    return tree.calls.get(name.rpartition(".")[2], [])


def _given(tree: Tree, function: ast.AST, parameter: ast.arg, call: ast.Call) -> ast.expr | None:
    """Return what the call gives for the parameter, or leaves to its default, as far as that is written there."""
    taken = parameters(function) if isinstance(function, FunctionDef) else []
    is_bound = function in tree.owner and (isinstance(call.func, ast.Attribute) or last_name(call.func)[:1].isupper())
    position = taken.index(parameter) - is_bound if parameter in taken else -1
    is_plain = not any(isinstance(argument, ast.Starred) for argument in call.args)
    named = [keyword.value for keyword in call.keywords if keyword.arg == parameter.arg]
    given = [*named, *(call.args[position : position + 1] if is_plain and position >= 0 else [])]
    is_whole = is_plain and all(keyword.arg for keyword in call.keywords)
    default = default_of(function, parameter) if is_whole and isinstance(function, FunctionDef) else None
    return next(iter(given), default)
