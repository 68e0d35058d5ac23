from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    async def size(self) -> int:
        return await self.persistence.count_players()


Base = Census


class Door(Base):
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def is_full(self) -> bool:
        return await self.size() > 9
