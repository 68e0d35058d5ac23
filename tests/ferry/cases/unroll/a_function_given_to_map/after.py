from app.persistence.async_layer import get_async_persistence


async def level(player_id: int) -> int:
    return (await get_async_persistence().get_player_by_id(player_id)).level


async def levels(ids: list[int]) -> list[int]:
    return [await level(item) for item in ids]
