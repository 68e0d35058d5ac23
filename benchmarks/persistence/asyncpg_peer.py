"""Plain asyncpg: a pool, one query for each call."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import cast

import asyncpg

from benchmarks.persistence.dataset import POOL_SIZE, Dataset, connect_arguments
from benchmarks.persistence.hand_written import Runner, hand_written
from benchmarks.persistence.measure import Operation


@asynccontextmanager
async def plain_asyncpg(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The operations by asyncpg's pool."""
    async with asyncpg.create_pool(**connect_arguments(url), min_size=POOL_SIZE, max_size=POOL_SIZE) as pool:

        @asynccontextmanager
        async def transaction() -> AsyncIterator[Runner]:
            async with pool.acquire() as connection, connection.transaction():
                yield cast("Runner", connection)  # its stubs have overloads

        yield hand_written(cast("Runner", pool), transaction, dataset)
