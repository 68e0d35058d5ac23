"""Does an operation once.

A caller whose call ended in `OutcomeUnknownError` cannot know whether it happened. When it gave an id, it sends the
same call again: the id is stored in the operation's own transaction, with the result, so a repeat finds it and does
nothing.
"""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import DateTime, Text, bindparam, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import JSONB, insert

from persistence.errors import NotFoundError, ValidationError
from persistence.executor import Executor, Statements
from persistence.idempotency.tables import operations
from persistence.keyed import KeyedChange
from persistence.validation import check_time, check_uuid

# When a rival has the same id, this waits for its transaction: then the row is there, or the rival failed.
_CLAIM = insert(operations).on_conflict_do_nothing(index_elements=["id"]).returning(operations.c.id)
_RECORD = (
    update(operations)
    .where(operations.c.id == bindparam("operation_id"))
    .values(result=bindparam("outcome", type_=JSONB))
    .returning(operations.c.id)
)
_FOUND = select(operations.c.what, operations.c.result).where(operations.c.id == bindparam("operation_id"))
_forgotten = (
    delete(operations)
    .where(operations.c.done_at < bindparam("before", type_=DateTime(timezone=True)))
    .returning(literal("", Text))
    .cte("forgotten")
)
_FORGET = select(func.count()).select_from(_forgotten)


async def once(
    executor: Executor,
    operation_id: UUID,
    operation: str,
    arguments: Mapping[str, object],
    work: Callable[[Statements], Awaitable[list[Any]]],
) -> list[Any]:
    """The result of `work`, a list that has a JSON form; on a repeat the first result, and nothing is done.

    The id belongs to `operation` with all its `arguments`, which are UUIDs or have a JSON form: the same id for
    something else is a `ValidationError`. When `work` raises, the id is as unused as before.
    """
    check_uuid("operation_id", operation_id)
    # As JSON no two lists of arguments look alike: None is no text "None".
    what = f"{operation} {json.dumps(arguments, default=_from_uuid, ensure_ascii=False)}"

    async def work_or_find(connection: Statements) -> list[Any]:
        while not await connection.write(_CLAIM, {"id": operation_id, "what": what}):
            for found in await connection.read(_FOUND, {"operation_id": operation_id}):
                if found.what != what:
                    raise ValidationError("operation_id", f"be new: it belongs to {found.what}")
                return list(found.result)
            # It was forgotten just now, so this is a first call.
        result = await work(connection)
        await connection.write(_RECORD, {"operation_id": operation_id, "outcome": result})
        return result

    return await executor.atomically(work_or_find)


def _from_uuid(value: object) -> str:
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"an argument of the class {type(value).__name__} has no JSON form")


async def change_player_once(
    executor: Executor,
    operation_id: UUID,
    operation: str,
    arguments: Mapping[str, object],
    change: KeyedChange,
    player_id: UUID,
    value: int,
) -> Sequence[Sequence[Any]]:
    """The player's changed row, alone in its list; see `once`. `arguments` are those beside the player.

    Raises `NotFoundError`.
    """

    async def work(connection: Statements) -> list[Any]:
        rows = await connection.write(change.waiting, change.arrays([player_id], [value]))
        if not rows:
            raise NotFoundError("player", player_id)
        return list(rows[0][1:])

    row = await once(executor, operation_id, operation, {"player_id": player_id, **arguments}, work)
    return [(player_id, *row)]


class OperationRepository:
    """The memory of operations."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def forget(self, before: datetime) -> int:
        """How many operations there were from before that time; they can be repeated now."""
        check_time("before", before)
        [[count]] = await self._executor.write(_FORGET, {"before": before})
        return int(count)
