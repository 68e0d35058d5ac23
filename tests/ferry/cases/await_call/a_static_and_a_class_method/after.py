from app.persistence.async_layer import get_async_persistence


class Census:
    @staticmethod
    async def size() -> int:
        return await get_async_persistence().count_players()

    @classmethod
    async def twice(cls) -> int:
        return await cls.size() * 2
