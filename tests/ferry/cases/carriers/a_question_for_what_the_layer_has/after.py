from collections.abc import AsyncIterable

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def first() -> object:
    layer = get_async_persistence()
    if hasattr(layer, "__aenter__"):
        async with layer:
            return await layer.count_players()
    if hasattr(layer, "__aiter__") or isinstance(layer, AsyncIterable):
        return [player async for player in layer]
    return None


async def every(layer: AsyncPersistenceLayer) -> object:
    if isinstance(layer, AsyncIterable):
        return [player async for player in layer]
    return None


def has_all(layer: AsyncPersistenceLayer) -> bool:
    return hasattr(type(layer), "__aexit__") and isinstance(get_async_persistence(), AsyncIterable)
