"""psycopg 3, its asynchronous side: a pool, one query for each call."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from psycopg import AsyncConnection, AsyncRawCursor
from psycopg.conninfo import make_conninfo
from psycopg_pool import AsyncConnectionPool

from benchmarks.persistence.dataset import POOL_SIZE, Dataset, connect_arguments
from benchmarks.persistence.hand_written import Runner, hand_written
from benchmarks.persistence.measure import Operation

_LIMIT_S = 60


class _Connection:
    """A connection that is asked in asyncpg's words."""

    def __init__(self, connection: AsyncConnection[Any]) -> None:
        self._connection = connection

    async def fetch(self, query: str, /, *arguments: Any) -> Sequence[Sequence[Any]]:
        # Every statement here comes again and again, so it is prepared the first time, as asyncpg does.
        cursor = await self._connection.execute(query.encode(), arguments, prepare=True)
        return await cursor.fetchall() if cursor.description else []


class _Pool:
    """A pool that is asked in asyncpg's words."""

    def __init__(self, pool: AsyncConnectionPool[Any]) -> None:
        self._pool = pool

    async def fetch(self, query: str, /, *arguments: Any) -> Sequence[Sequence[Any]]:
        async with self._pool.connection() as connection:
            return await _Connection(connection).fetch(query, *arguments)


@asynccontextmanager
async def psycopg(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The operations by psycopg's pool."""
    address = connect_arguments(url)
    pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
        make_conninfo(host=address["host"], user=address["user"], dbname=address["database"]),
        # Placeholders are PostgreSQL's own, so that the statements are the same.
        kwargs={"autocommit": True, "cursor_factory": AsyncRawCursor},
        min_size=POOL_SIZE,
        max_size=POOL_SIZE,
        timeout=_LIMIT_S,
        open=False,
    )
    async with pool:

        @asynccontextmanager
        async def transaction() -> AsyncIterator[Runner]:
            async with pool.connection() as connection, connection.transaction():
                yield _Connection(connection)

        yield hand_written(_Pool(pool), transaction, dataset)
