"""The one door to the database.

    async with await AsyncPersistenceLayer.open(url) as persistence:
        player = await persistence.get_player_by_name("Ada")
        async with persistence.transaction() as tx:
            await tx.save_player(replace(player, room_id="harbour/quay"))

A call that returned is durable. A caller that is cancelled leaves no connection checked out, and what it had asked for
either happened or not. What each error tells about that stands in `persistence.errors`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import select

from persistence.database import Database
from persistence.operations import Operations
from persistence.transaction import OpenTransaction
from persistence.validation import check_integer, check_limit_s


class Transaction(Operations):
    """The layer's methods, in one transaction: see `AsyncPersistenceLayer.transaction`."""

    def __init__(self, transaction: OpenTransaction) -> None:
        super().__init__(transaction)
        self._transaction = transaction

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Self]:
        """A part of the transaction that can fail alone: when the block raises, what it did is undone, and no more.

        What the block is given is this transaction, so it makes no difference by which name it is used.
        What it did becomes durable when the whole transaction does. It costs two further exchanges with the server. A
        cancellation while the block is being left, when it can no longer be undone alone, fails the whole transaction.
        """
        async with self._transaction.savepoint():
            yield self


class AsyncPersistenceLayer(Operations):
    """Every operation on the game's data. One for each process; tasks share it freely."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._database = database

    @classmethod
    async def open(cls, url: str, *, pool_size: int = 10, call_timeout_s: float = 5.0) -> Self:
        """The layer, connected to the database at `url` ("postgresql+asyncpg://…"), whose schema is up to date.

        A call waits at most `call_timeout_s` seconds for one of `pool_size` connections (a write before that as long
        for its turn, as writes have three quarters of them), and at most as long for each answer. Raises
        `UnavailableError` or `TimeoutError`, leaving nothing open, when the database cannot be reached, and
        `ValidationError`.
        """
        check_integer("pool_size", pool_size, smallest=1)
        check_limit_s("call_timeout_s", call_timeout_s)
        layer = cls(Database.open(url, pool_size=pool_size, call_timeout_s=call_timeout_s))
        try:
            await layer.ping()
        except BaseException:
            await layer.close()
            raise
        return layer

    async def close(self) -> None:
        """Finishes the calls under way, in bounded time, and closes all connections. A second call does nothing.

        Transactions that are still open are undone; whatever is called from now on raises `UnavailableError`.
        """
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def ping(self) -> None:
        """Asks the database for a sign of life. Raises `UnavailableError` or `TimeoutError`."""
        await self._database.read(select(1))

    @asynccontextmanager
    async def transaction(self, *, timeout_s: float | None = None) -> AsyncIterator[Transaction]:
        """A transaction with the layer's methods: all that the block did becomes durable at its end, or nothing.

        Nothing is kept when the block raises, is cancelled, or takes more than `timeout_s` seconds (`TimeoutError`; by
        default twice the limit of a call); a pause of four times that limit between two calls ends it too.
        `ConflictError` asks for the whole block to be run again.

        The transaction belongs to the task that opened it: child tasks do not inherit it, and their use of it is a
        `TransactionError`. So is, inside the block, a call of the layer's own methods, which would take a second
        connection: nested use is `tx.transaction()`.
        """
        if timeout_s is not None:
            check_limit_s("timeout_s", timeout_s)
        async with self._database.transaction(timeout_s) as transaction:
            yield Transaction(transaction)
