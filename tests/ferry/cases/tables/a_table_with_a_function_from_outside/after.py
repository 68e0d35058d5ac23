import inspect

from app.persistence.async_layer import AsyncPersistenceLayer


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


MEASURES = {"count": count, "length": len}


async def measure(name: str, layer: AsyncPersistenceLayer) -> int:
    return await result if inspect.isawaitable(result := MEASURES[name](layer)) else result
