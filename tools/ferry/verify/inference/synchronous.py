"""Synchronous functions that are made of async ones: `to_sync(load)`, `async_to_sync(load)`."""

import ast
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import EMPTY, External, Func, Value, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_ASGIREF = External("asgiref.sync.async_to_sync")
GIVING = frozenset({"ferry:result", f"{_ASGIREF.path}()"})
"""What gives, when it is called, what was known when it was made: the result of a task, or of an async function."""


def made_by_call(eyes: "Eyes", file: File, call: ast.Call, maker: Value) -> Values:
    """Return the synchronous function that the call makes; empty where the maker makes none, or of something else."""
    is_made = bool(call.args) and _is_maker(eyes, maker)
    return _made(eyes, maker, eyes.values(file, call.args[0])) if is_made else EMPTY


def made_by_decorator(eyes: "Eyes", makers: Values, given: Values) -> Values:
    """Return the synchronous function that the decorator makes of what is given; empty as above."""
    return eyes.union(_made(eyes, maker, given) for maker in makers if _is_maker(eyes, maker))


def _is_maker(eyes: "Eyes", maker: Value) -> bool:
    """Tell whether the value is the function that the configuration names for this, or asgiref's."""
    return maker == _ASGIREF or (bool(eyes.to_sync) and maker in eyes.variables.of_path(eyes.to_sync))


def _made(eyes: "Eyes", maker: Value, given: Values) -> Values:
    if not given or not all(isinstance(v, Func) and isinstance(v.node, ast.AsyncFunctionDef) for v in given):
        return EMPTY
    gives = eyes.awaited(eyes.called(given))
    if maker == _ASGIREF:
        return frozenset({External(f"{_ASGIREF.path}()", gives)})
    return frozenset(
        Func(one.file, one.node, one.bound, gives) if isinstance(one, Func) else External("ferry:result", gives)
        for one in eyes.called(frozenset({maker}))
    )
