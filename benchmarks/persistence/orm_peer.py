"""SQLAlchemy's ORM, a session for each call; and the same behind a synchronous facade."""

import asyncio
import random
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import registry

from benchmarks.persistence.dataset import LARGEST_QUANTITY, POOL_SIZE, Dataset
from benchmarks.persistence.measure import Operation
from persistence.inventory.tables import items
from persistence.players.tables import players

# As many threads as a web framework gives to handlers that are not coroutines.
_THREADS = 40


class PlayerRow:
    """A row of players, as the ORM holds it."""


class ItemRow:
    """A row of items, as the ORM holds it."""


_registry = registry()
_registry.map_imperatively(PlayerRow, players, version_id_col=players.c.version)
_registry.map_imperatively(ItemRow, items)

Sessions = async_sessionmaker[AsyncSession]


def _operations(
    sessions: Sessions, dataset: Dataset
) -> Mapping[str, Callable[[int, random.Random], Coroutine[Any, Any, None]]]:
    async def read_by_id(caller: int, chance: random.Random) -> None:
        async with sessions() as session:
            await session.get(PlayerRow, dataset.any_player(chance))

    async def read_in_room(caller: int, chance: random.Random) -> None:
        wanted = players.c.room_id == dataset.any_room(chance)
        query = select(PlayerRow).where(wanted, players.c.deleted_at.is_(None)).order_by(players.c.name_key)
        async with sessions() as session:
            (await session.scalars(query)).all()

    async def delta(caller: int, chance: random.Random) -> None:
        async with sessions() as session, session.begin():
            row: Any = await session.get(PlayerRow, dataset.any_player(chance), with_for_update=True)
            row.health = max(row.health - 1, 0)

    async def save_with_inventory(caller: int, chance: random.Random) -> None:
        key = dataset.player_id(dataset.own_player(caller))
        async with sessions() as session, session.begin():
            row: Any = await session.get(PlayerRow, key, with_for_update=True)
            row.room_id = dataset.new_room(chance)
            row.inventory_version += 1
            quantity = chance.randint(1, LARGEST_QUANTITY)
            carried: Any = (await session.scalars(select(ItemRow).where(items.c.player_id == key))).all()
            for item in carried:
                item.quantity = quantity

    async def save_many(caller: int, chance: random.Random) -> None:
        room = dataset.new_room(chance)
        async with sessions() as session:
            rows: Any = (await session.scalars(select(PlayerRow).where(players.c.id.in_(dataset.own_players())))).all()
            for row in rows:
                row.room_id = room
                await session.commit()

    found = (read_by_id, read_in_room, delta, save_with_inventory, save_many)
    return {operation.__name__: operation for operation in found}


@asynccontextmanager
async def orm(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The operations, by the unit of work. `save_many` is a loop of saves."""
    engine = create_async_engine(url, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=60)
    try:
        yield _operations(async_sessionmaker(engine, expire_on_commit=False), dataset)
    finally:
        await engine.dispose()


@asynccontextmanager
async def shim(url: str, dataset: Dataset) -> AsyncIterator[Mapping[str, Operation]]:
    """The same operations as a synchronous facade has them.

    A worker thread hands the coroutine to a loop in a thread apart, and is blocked until it has ended.
    """
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    pool = ThreadPoolExecutor(max_workers=_THREADS)

    def blocking(coroutine: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, loop).result()

    async def make_engine() -> Any:
        return create_async_engine(url, pool_size=POOL_SIZE, max_overflow=0, pool_timeout=60)

    engine = blocking(make_engine())

    def synchronous(operation: Callable[[int, random.Random], Coroutine[Any, Any, None]]) -> Operation:
        async def call(caller: int, chance: random.Random) -> None:
            await asyncio.get_running_loop().run_in_executor(pool, lambda: blocking(operation(caller, chance)))

        return call

    try:
        operations = _operations(async_sessionmaker(engine, expire_on_commit=False), dataset)
        yield {name: synchronous(operation) for name, operation in operations.items()}
    finally:
        await asyncio.to_thread(blocking, engine.dispose())
        pool.shutdown()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
