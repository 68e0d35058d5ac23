from typing import Annotated

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


def Depends(dependency):
    return dependency


Layer = Annotated[AsyncPersistenceLayer, Depends(get_async_persistence)]


async def first(layer: Layer) -> int:
    return await layer.count_players()


async def second(layer: Layer) -> bool:
    return await layer.is_admin(1)
