"""Plain asyncpg: a pool, one query for each call."""

import random
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg

from benchmarks.persistence import statements
from benchmarks.persistence.dataset import Dataset, connect_arguments
from benchmarks.persistence.ferry_peer import BATCH
from benchmarks.persistence.measure import Operation


@asynccontextmanager
async def plain_asyncpg(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The operations, by SQL of one's own. `save_many` is a loop of saves."""
    async with asyncpg.create_pool(**connect_arguments(url), min_size=10, max_size=10) as pool:

        async def read_by_id(caller: int, chance: random.Random) -> None:
            await pool.fetchrow(statements.READ_BY_ID, dataset.player_id(chance.randrange(dataset.players)))

        async def read_in_room(caller: int, chance: random.Random) -> None:
            await pool.fetch(statements.READ_IN_ROOM, dataset.room_id(chance.randrange(dataset.rooms)))

        async def delta(caller: int, chance: random.Random) -> None:
            await pool.fetchrow(statements.DELTA, dataset.player_id(chance.randrange(dataset.players)), -1)

        async def save_with_inventory(caller: int, chance: random.Random) -> None:
            key = dataset.player_id(caller)
            async with pool.acquire() as connection, connection.transaction():
                row = await connection.fetchrow("SELECT * FROM players WHERE id = $1 FOR UPDATE", key)
                room = dataset.room_id(chance.randrange(1_000))
                assert row is not None  # noqa: S101 - the dataset has it
                name, when, version = row["name"], row["last_active"], row["version"]
                await connection.fetchrow(statements.SAVE, key, name, name, room, when, version)
                await connection.fetchrow(statements.CLAIM_INVENTORY, key, row["inventory_version"])
                await connection.execute(statements.CLEAR_INVENTORY, key, dataset.item_ids(caller))
                await connection.execute(statements.FILL_INVENTORY, key, dataset.item_ids(caller))

        async def save_many(caller: int, chance: random.Random) -> None:
            rows = await pool.fetch("SELECT * FROM players ORDER BY name_key LIMIT $1", BATCH)
            for row in rows:
                values = (row["id"], row["name"], row["name_key"], row["room_id"], row["last_active"], row["version"])
                await pool.fetchrow(statements.SAVE, *values)

        yield {
            "read_by_id": read_by_id,
            "read_in_room": read_in_room,
            "delta": delta,
            "save_with_inventory": save_with_inventory,
            "save_many": save_many,
        }
