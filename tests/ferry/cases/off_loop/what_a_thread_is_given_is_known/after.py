from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def is_crowded(self, limit: int) -> bool:
        return await self._persistence.count_players() > limit


async def describe(census, limit):
    return "full" if await census.is_crowded(limit) else "free"


async def report(persistence: AsyncPersistenceLayer) -> str:
    return await describe(Census(persistence), 3)
