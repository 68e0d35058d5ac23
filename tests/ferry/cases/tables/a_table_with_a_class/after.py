import inspect

from app.persistence.async_layer import AsyncPersistenceLayer


class Nobody:
    def __init__(self, layer: object) -> None:
        self.size = 0


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


MAKERS = {"count": count, "nobody": Nobody}


async def make(name: str, layer: AsyncPersistenceLayer):
    return await result if inspect.isawaitable(result := MAKERS[name](layer)) else result
