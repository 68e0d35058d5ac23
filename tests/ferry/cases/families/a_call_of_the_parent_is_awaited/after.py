from app.persistence.async_layer import get_async_persistence


class Base:
    async def load(self) -> int:
        return await get_async_persistence().count_players()


class Derived(Base):
    async def load(self) -> int:
        return await super().load() + 1
