from collections.abc import AsyncGenerator

from app.persistence.async_layer import AsyncPersistenceLayer


async def heroes(layer: AsyncPersistenceLayer) -> AsyncGenerator[str, None]:
    for player in await layer.list_players():
        yield player.name


async def everyone(layer: AsyncPersistenceLayer, item: str) -> AsyncGenerator[str, None]:
    yield item
    async for item_ in heroes(layer):  # those who are stored
        yield item_
    for item_ in ("Ann", "Bob"):
        yield item_
