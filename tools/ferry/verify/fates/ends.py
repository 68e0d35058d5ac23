"""The way of a coroutine: its places, its ends, and what in the syntax is an end whatever else there is."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from tools.ferry.verify.inference.tree import File


@dataclass(frozen=True, slots=True)
class End:
    """One end of a coroutine's way; `reason` completes the sentence "… is a coroutine: …".

    `giver` is the function that is not async and returns it, or a container of it when `boxed`.
    """

    kind: Literal["well", "idle", "badly"]
    reason: str = ""
    giver: ast.FunctionDef | None = None
    boxed: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An expression on the way: its value is the coroutine, or, when `boxed`, a container that holds it.

    `boxed` counts the containers around it: a list of lists of coroutines is 2.
    `ours`: the result is known to be data, so that an unknown function that gets it does not count as one that awaits.
    """

    file: File
    node: ast.expr
    boxed: int = 0
    ours: bool = False

    def on(self, node: ast.expr, *, boxed: int = 0, file: File | None = None) -> "Place":
        """Return the place to which the way goes on."""
        return replace(self, file=file or self.file, node=node, boxed=boxed)


Way = Iterator[End | Place]
"""Where a coroutine is after a place: ends, and places from which it goes on."""

WELL = End("well")
IDLE = End("idle")


def badly(reason: str) -> End:
    """Return an end at which the coroutine stands in place of its result."""
    return End("badly", reason)


def tested(*, boxed: int) -> End:
    """Return the end of what is tested for truth; a container may be empty."""
    return IDLE if boxed else badly("its truth is tested, which is always true")


def _compared(parent: ast.Compare, boxed: int) -> End:
    by_identity = all(isinstance(op, ast.Is | ast.IsNot) for op in parent.ops)
    with_constant = any(isinstance(operand, ast.Constant) for operand in (parent.left, *parent.comparators))
    same_object = by_identity and (boxed or not with_constant)  # `task.coro is coro`
    return IDLE if same_object else badly("it is compared in place of its result")


_USED = badly("it is used in place of its result")
ENDS: dict[type, Callable[..., End]] = {
    ast.Await: lambda parent, boxed: IDLE if boxed else WELL,
    ast.Expr: lambda parent, boxed: IDLE,
    **dict.fromkeys((ast.Match, ast.Slice, ast.Raise), lambda parent, boxed: _USED),
    **dict.fromkeys((ast.If, ast.While, ast.Assert, ast.UnaryOp), lambda parent, boxed: tested(boxed=boxed)),
    ast.Compare: _compared,
    ast.FormattedValue: lambda parent, boxed: badly("it is formatted in place of its result"),
    ast.arguments: lambda parent, boxed: badly("it is a default argument, made once and never awaited"),
}
"""What holds an expression -> the end of a coroutine there, or, when `boxed`, of a container that holds it."""
