from functools import singledispatch
from typing import overload

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


@overload
async def size(key: int, layer: AsyncPersistenceLayer) -> int: ...
@overload
async def size(key: str, layer: AsyncPersistenceLayer) -> str: ...
async def size(key: int | str, layer: AsyncPersistenceLayer) -> int | str:
    return await layer.count_players() if isinstance(key, int) else key


@singledispatch
async def show(value: object, layer: AsyncPersistenceLayer) -> str:
    return "something"


@show.register
async def _(value: int, layer: AsyncPersistenceLayer) -> str:
    return str(await layer.get_player_by_id(value))


async def report() -> str:
    layer = get_async_persistence()
    return f"{await size(1, layer)} {await show(2, layer)}"
