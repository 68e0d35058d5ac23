from typing import cast

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size_of_either(layer: AsyncPersistenceLayer | None = None) -> int:
    return await (layer or get_async_persistence()).count_players()


async def size_of_one(layer: AsyncPersistenceLayer, is_shared: bool) -> int:
    return await (get_async_persistence() if is_shared else layer).count_players()


async def size_of_named() -> int:
    return await (named := get_async_persistence()).count_players() + await named.count_players()


async def size_of_cast(layer: object) -> int:
    return await cast(AsyncPersistenceLayer, layer or get_async_persistence()).count_players()


async def size_of_item() -> int:
    return await {"main": get_async_persistence()}["main"].count_players() + await (1, get_async_persistence())[1].count_players()


async def name_of_cast() -> str:
    layer = cast(AsyncPersistenceLayer, get_async_persistence())
    return (await layer.get_player_by_id(1)).name


async def sizes() -> list[int]:
    return [await size_of_either(), await size_of_either(get_async_persistence()), await size_of_one(get_async_persistence(), False)]
