from __future__ import annotations

from typing import NamedTuple

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Row(NamedTuple):
    number: int
    layer: AsyncPersistenceLayer


async def rows():
    layer = get_async_persistence()
    return [Row(player.id, layer) for player in await layer.list_players()]


async def one(index):
    number, layer = (await rows())[index]
    return await layer.is_admin(number)


async def admins():
    return [number for number, layer in await rows() if await layer.is_admin(number)]


async def count():
    found = 0
    for number, layer in await rows():
        found += await layer.is_admin(number)
    return found
