"""The connection of a lane: the driver's own, for statements that were compiled once."""

import asyncio
import logging
from collections.abc import Hashable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from typing import Any

import asyncpg
from sqlalchemy import Executable
from sqlalchemy.dialects.postgresql import asyncpg as asyncpg_dialect

from persistence.batching.lane import Rows
from persistence.keyed import Arrays, KeyedChange, KeyedRead
from persistence.supervisor import Call
from persistence.translation import translate

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Compiled:
    """A statement in the server's words, and the names of its parameters, with the constants among them."""

    sql: str
    parameters: tuple[tuple[str, object], ...]

    def arguments(self, arrays: Arrays) -> list[object]:
        return [arrays.get(name, constant) for name, constant in self.parameters]


@cache
def _compile(statement: Executable) -> _Compiled:
    compiled = statement.compile(dialect=asyncpg_dialect.dialect())  # type: ignore[attr-defined, no-untyped-call]
    return _Compiled(str(compiled), tuple((name, compiled.params[name]) for name in compiled.positiontup))


class LaneConnection:
    """Runs statements, one at a time, on a connection that it makes when there is none.

    SQLAlchemy's own way to run a statement takes several times as long as the driver's, which a lone caller would feel;
    it also compiles the statement, which is why only statements that never change belong here.
    """

    def __init__(self, connect_arguments: Mapping[str, Any], answer_limit_s: float) -> None:
        self._connect_arguments = connect_arguments
        self._answer_limit_s = answer_limit_s
        self._connection: asyncpg.Connection | None = None
        self._connects = True

    async def read(
        self, read: KeyedRead, keys: Sequence[Hashable], values: Sequence[object], call: Call
    ) -> Mapping[Hashable, Rows]:
        """The rows of each key, none for a key that has none."""
        rows = await self._fetch(read.statement, {"keys": keys}, call, writes=False)
        found: dict[Hashable, list[Sequence[Any]]] = {}
        if len(rows) <= len(keys):  # one for each, as a rule
            found = {row[read.key_index]: [row] for row in rows}
        if len(found) < len(rows):
            found = {}
            for row in rows:
                found.setdefault(row[read.key_index], []).append(row)
        return found if len(found) == len(keys) else {**dict.fromkeys(keys, ()), **found}

    async def change(
        self, change: KeyedChange, keys: Sequence[Hashable], values: Sequence[object], call: Call
    ) -> Mapping[Hashable, Rows]:
        """The changed row of each key; a key whose row is locked or does not exist is missing."""
        rows = await self._fetch(change.skipping, change.arrays(keys, values), call, writes=True)
        return {row[0]: [row] for row in rows}

    async def close(self) -> None:
        """Closes the connection, in bounded time."""
        if self._connection is not None and not self._connection.is_closed():
            with suppress(Exception):  # the driver then drops the connection, which is all that is wanted
                await self._connection.close(timeout=self._answer_limit_s)

    def terminate(self) -> None:
        """Drops the connection, unless it is closed."""
        if self._connection is not None and not self._connection.is_closed():
            self._connection.terminate()

    async def _connect(self) -> asyncpg.Connection:
        try:
            connection: asyncpg.Connection = await asyncpg.connect(**self._connect_arguments)
        except Exception as error:
            if self._connects:  # once, not for each batch
                _log.warning(
                    "a batch has no connection, and its calls go on one by one: %s", str(error) or type(error).__name__
                )
            self._connects = False
            raise
        self._connects = True
        return connection

    async def _fetch(self, statement: Executable, arrays: Arrays, call: Call, *, writes: bool) -> Sequence[Any]:
        compiled = _compile(statement)
        sent = False
        try:
            if self._connection is None or self._connection.is_closed():
                self._connection = await self._connect()
            async with asyncio.timeout(self._answer_limit_s):
                sent = True
                call.committing = writes
                return await self._connection.fetch(compiled.sql, *compiled.arguments(arrays))
        except Exception as error:
            if sent and isinstance(error, TimeoutError) and self._connection is not None:
                # The answer might still come, to the next statement.
                self._connection.terminate()
            raise translate(error, committing=call.committing) from error
