"""What a call passes to a parameter, and which parameter takes an argument."""

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING

from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.scopes import parameters
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import EMPTY, UNKNOWN, Func, Unknown, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

Site = tuple[File, ast.Call]
"""A call, and the file in which it stands."""
Reader = Callable[[File, ast.expr], Values]
"""Tells what an expression of a file can stand for."""
_STARTING: dict[str, tuple[str, int, int]] = {
    "Thread": ("target", 1, 3), "Process": ("target", 1, 3), "Timer": ("function", 1, 2),
    "submit": ("fn", 0, 0), "to_thread": ("func", 0, 0), "run_in_executor": ("func", 1, 0),
}  # fmt: skip
"""What calls a function -> its keyword and position, and the position of its `args`; 0: they come after it."""


def passed(eyes: "Eyes", file: File, call: ast.Call, position: int, name: str, read: Reader | None = None) -> Values:
    """Return what the call gives to the parameter of this position and name; empty when it says nothing of it.

    `read` tells what the argument can stand for, where that is another question than that of the expression.
    """
    for keyword in call.keywords:
        if keyword.arg == name:
            return read(file, keyword.value) if read is not None else eyes.values(file, keyword.value) or UNKNOWN
    if any(isinstance(a, ast.Starred) for a in call.args) or any(k.arg is None for k in call.keywords):
        return UNKNOWN
    argument = call.args[position] if 0 <= position < len(call.args) else None
    if argument is None:
        return EMPTY
    return read(file, argument) if read is not None else eyes.values(file, argument) or UNKNOWN


def started(eyes: "Eyes", name: str) -> list[Site]:
    """Return a call for each place where a function of the name is given, with arguments, to what starts it.

    Of `Thread(target=to_sync(load), args=(1, 2))` that is `load(1, 2)`.
    """
    found: list[Site] = []
    for starter, (keyword, position, at) in _STARTING.items():
        for file, call in eyes.tree.calls.get(starter, []):
            function = _argument(call, keyword, position)
            while isinstance(function, ast.Call) and len(function.args) == 1:
                function = function.args[0]
            if isinstance(function, ast.Name | ast.Attribute) and last_name(function) == name:
                given = _packed(call, at) if at else (call.args[position + 1 :], call.keywords)
                found.append((file, ast.Call(function, *given)))
    return found


def _argument(call: ast.Call, keyword: str, position: int) -> ast.expr | None:
    named = next((one.value for one in call.keywords if one.arg == keyword), None)
    return named or next(iter(call.args[position : position + 1]), None)


def _packed(call: ast.Call, at: int) -> tuple[list[ast.expr], list[ast.keyword]]:
    """Return what `args` and `kwargs` hold; what is not written there is unpacked."""
    args, kwargs = _argument(call, "args", at), _argument(call, "kwargs", at + 1)
    given: list[ast.expr] = [ast.Starred(args)] if args is not None else []
    if isinstance(args, ast.Tuple | ast.List):
        given = args.elts
    if not isinstance(kwargs, ast.Dict):
        return given, [ast.keyword(None, kwargs)] if kwargs is not None else []
    names = [key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else None for key in kwargs.keys]
    return given, [ast.keyword(name, value) for name, value in zip(names, kwargs.values, strict=True)]


def argument_parameter(function: Func, call: ast.Call, value: ast.expr) -> ast.arg | None:
    """Return the parameter of the function that takes this argument of the call."""
    found = parameters(function.node)[1 if function.bound else 0 :]
    for keyword in call.keywords:
        if keyword.value is value:
            return next((a for a in found if a.arg == keyword.arg), None)
    if value in call.args and not any(isinstance(a, ast.Starred) for a in call.args):
        index = call.args.index(value)
        found = [a for a in found if a not in function.node.args.kwonlyargs]
        return found[index] if index < len(found) else None
    return None


def handed_on(eyes: "Eyes", function: Func, node: ast.expr, at: Site | None) -> Values:
    """Return what the call `at` passes for the parameter that `node`, in the function, is; empty when it is none.

    A parameter whose annotation says what it is, or that is bound again, stands for what that says.
    """
    scope = function.file.scopes[function.node]
    bindings = scope.names.get(node.id, []) if isinstance(node, ast.Name) and at is not None else []
    argument = bindings[0].node if len(bindings) == 1 else None
    if at is None or not isinstance(argument, ast.arg) or function.file.scope_of(node) is not scope:
        return EMPTY
    allowed = annotations.meaning(eyes, function.file, argument.annotation) if argument.annotation else UNKNOWN
    taken = parameters(function.node)[1 if function.bound else 0 :]
    if argument not in taken or not any(isinstance(value, Unknown) for value in allowed):
        return EMPTY
    return passed(eyes, *at, taken.index(argument), argument.arg)
