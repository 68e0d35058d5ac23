"""Methods that give the object itself: `with caching as storage`, `builder.add(1).add(2)`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function
from tools.ferry.types import members
from tools.ferry.types.names import ancestry, find_method
from tools.ferry.types.values import NOTHING, Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def given_of(inference: Inference, cls: Class, method: Function) -> Values:
    """Return what the method gives of an object of `cls`: itself is of that class, not of the base with the method."""
    found = members.returned(inference, method)
    own = [_is_itself(method, value) for value in method.returns]
    if not any(own):
        return found
    above = ancestry(inference.program, cls) if all(own) else []
    others = frozenset(value for value in found if not isinstance(value, Instance) or value.cls not in above)
    return others | {Instance(cls)}


def given_after_dot(inference: Inference, receivers: Values, name: str) -> Values:
    """Return the objects among `receivers` that their method of the name gives."""
    found = NOTHING
    for receiver in receivers:
        method = find_method(inference.program, receiver.cls, name) if isinstance(receiver, Instance) else None
        if method is not None and not method.is_async and any(_is_itself(method, value) for value in method.returns):
            found |= {receiver}
    return found


def _is_itself(method: Function, value: ast.expr) -> bool:
    first = method.params[0].arg if method.params else ""
    return isinstance(value, ast.Name) and value.id == first and first not in method.assigned
