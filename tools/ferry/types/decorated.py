"""Decorators of the tree that put an object in the place of a function: `@queue.task()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function, called_name
from tools.ferry.types import itself, members
from tools.ferry.types.names import ancestry, find_method
from tools.ferry.types.values import NOTHING, ClassRef, FunctionRef, Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def meant_by(inference: Inference, function: Function) -> Values:
    """Return what the name of `function` means: itself, or the objects that can be called in its place."""
    objects = frozenset(
        value
        for value in _given(inference, function)
        if isinstance(value, Instance) and find_method(inference.program, value.cls, "__call__")
    )
    return objects or frozenset({FunctionRef(function)})


def is_read_like_an_attribute(inference: Inference, function: Function) -> bool:
    """Tell whether a decorator of the tree puts a descriptor in the place of the function: who reads it gets a result.

    One that can be called binds the function to an object.
    """
    classes = [value.cls for value in _given(inference, function) if isinstance(value, Instance)]
    gives = (cls for cls in classes if find_method(inference.program, cls, "__call__") is None)
    return any(find_method(inference.program, cls, "__get__") or _is_property(inference, cls) for cls in gives)


def _is_property(inference: Inference, cls: Class) -> bool:
    bases = (called_name(base) for owner in ancestry(inference.program, cls) for base in owner.node.bases)
    return any(base in {"property", "cached_property"} for base in bases)


def in_place_of(inference: Inference, function: Function, name: str) -> Values:
    """Return the attribute of the object that a decorator puts in the place of the function."""
    found = NOTHING
    for value in _given(inference, function):
        if isinstance(value, Instance | ClassRef):
            found |= members.of_class_attribute(inference, value.cls, name)
    return found


def _given(inference: Inference, function: Function) -> Values:
    found = NOTHING
    for decorator in function.decorators:
        for callee in inference.of(function.module, decorator):
            match callee:
                case FunctionRef(applied):
                    found |= members.returned(inference, applied)
                case ClassRef(cls):
                    found |= {Instance(cls)}
                case Instance(cls) if (method := find_method(inference.program, cls, "__call__")) is not None:
                    found |= itself.given_of(inference, cls, method)
    return found
