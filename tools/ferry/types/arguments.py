"""Which parameter of a function gets which argument of a call."""

import ast

from tools.ferry.source import Class, Function


def argument_of(call: ast.Call, function: Function, name: str) -> ast.expr | None:
    """Return the argument that `call` passes to the parameter `name` of `function`, if it is written there."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    position = position_of(call, function, name)
    position = position if position is not None else len(call.args)
    given = call.args[: position + 1]
    spread = any(isinstance(argument, ast.Starred) for argument in given)
    return call.args[position] if position < len(call.args) and not spread else None


def position_of(call: ast.Call, function: Function, name: str) -> int | None:
    """Return at which position a call gives the parameter, if it can be given by position."""
    params = _filled_in_order(call, function)
    return params.index(name) if name in params else None


def _filled_in_order(call: ast.Call, function: Function) -> list[str]:
    """Return the parameters that the positional arguments fill."""
    params = [p.arg for p in (*function.node.args.posonlyargs, *function.node.args.args)]
    return params[1:] if is_bound(call, function) else params


def arguments_beyond(call: ast.Call, function: Function) -> list[ast.expr]:
    """Return the positional arguments that go into `*args`; one that is spread may."""
    named = len(function.node.args.posonlyargs) + len(function.node.args.args) - is_bound(call, function)
    spread = next((i for i, argument in enumerate(call.args) if isinstance(argument, ast.Starred)), named)
    return call.args[min(named, spread) :]


def keywords_beyond(call: ast.Call, function: Function) -> list[ast.expr]:
    """Return the arguments by name that go into `**names`."""
    own = {param.arg for param in function.params}
    return [keyword.value for keyword in call.keywords if keyword.arg is not None and keyword.arg not in own]


def parameter_of(call: ast.Call, argument: ast.expr, function: Function) -> str | None:
    """Return the parameter of `function` that receives `argument` in `call`."""
    for keyword in call.keywords:
        if keyword.value is argument:
            return keyword.arg if any(p.arg == keyword.arg for p in function.params) else None
    for name, given in zip(_filled_in_order(call, function), call.args, strict=False):
        if given is argument or isinstance(given, ast.Starred):
            return name if argument_of(call, function, name) is argument else None
    return None


def is_bound(call: ast.Call, function: Function) -> bool:
    """Tell whether the first parameter is filled by the object before the dot or by construction.

    So also that of a function that stands outside of a class and is put on one: `request.cls.make = make`.
    """
    if function.cls is None and isinstance(call.func, ast.Attribute) and function.params:
        return function.params[0].arg == "self" and call.func.attr != function.short
    if function.cls is None or any(getattr(d, "id", "") == "staticmethod" for d in function.decorators):
        return False
    if any(getattr(d, "id", "") == "classmethod" for d in function.decorators):
        return True
    owner: Class = function.cls
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return call.func.attr != function.short or call.func.value.id != owner.name.rpartition(".")[2]
    return True
