from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from app.persistence.async_layer import AsyncPersistenceLayer


class Visit:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def __aenter__(self) -> "Visit":
        self.before = await self.persistence.count_players()
        return self

    async def __aexit__(self, *_: object) -> None:
        self.after = await self.persistence.count_players()


@asynccontextmanager
async def counted(persistence: AsyncPersistenceLayer) -> AsyncIterator[int]:
    yield await persistence.count_players()


async def count(persistence: AsyncPersistenceLayer, known: int | None) -> int:
    async with counted(persistence) if known is None else nullcontext(known) as found:
        return found


async def count_once(persistence: AsyncPersistenceLayer, known: int, visits: bool) -> int:
    async with nullcontext(known) if known else counted(persistence) as found, Visit(persistence) if visits else nullcontext():
        return found
