from contextlib import AbstractContextManager

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size() -> int:
    async with get_async_persistence() as layer:  # closed at the end
        return await layer.count_players()


async def copy(layer: AsyncPersistenceLayer, lock: AbstractContextManager[str]) -> None:
    async with layer:
        with lock as held:
            print(held, await layer.count_players())


class Page:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def leave(self) -> None:
        async with self.layer:
            pass
