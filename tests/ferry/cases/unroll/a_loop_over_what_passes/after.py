from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def is_known(player_id: int) -> bool:
    return await get_async_persistence().get_player_by_id(player_id) is not None


async def first_known(ids: list[int]) -> int:
    async for player_id in (item for item in ids if await is_known(item)):
        if player_id > 0:
            return player_id
    return 0


async def next_levels(layer: AsyncPersistenceLayer, ids: list[int]) -> set[int]:
    return {level + 1 async for level in ((await layer.get_player_by_id(i)).level for i in ids)}


async def shown(layer: AsyncPersistenceLayer, ids: list[int]) -> str:
    return ", ".join([(await layer.get_player_by_id(i)).name for i in ids])


async def picked(layer: AsyncPersistenceLayer, ids: list[int]) -> tuple[int, ...]:
    return tuple([i for i in ids if (await layer.is_admin(i) if i > 1 else True)])
