from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    @classmethod
    async def size(cls, layer: AsyncPersistenceLayer) -> int:
        return await layer.count_players()


async def report(layer: AsyncPersistenceLayer) -> str:
    return f"{await Census.size(layer)} players"
