from app.persistence.async_layer import AsyncPersistenceLayer


class Service:
    def __init__(self, store: AsyncPersistenceLayer) -> None:
        self._store: AsyncPersistenceLayer = store

    async def size(self) -> int:
        return await self._store.count_players()
