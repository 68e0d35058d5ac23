from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Service:
    def __init__(self, layer: AsyncPersistenceLayer | None = None) -> None:
        self._layer = layer or get_async_persistence()

    async def size(self) -> int:
        return await self._layer.count_players()
