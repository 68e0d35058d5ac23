import asyncio

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def is_crowded(self, limit: int) -> bool:
        return self._persistence.count_players() > limit


def describe(census, limit):
    return "full" if census.is_crowded(limit) else "free"


async def report(persistence: PersistenceLayer) -> str:
    return await asyncio.to_thread(describe, Census(persistence), 3)
