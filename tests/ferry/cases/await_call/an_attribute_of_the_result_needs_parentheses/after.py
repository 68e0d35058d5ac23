from app.persistence.async_layer import get_async_persistence


async def name_of(player_id: int) -> str:
    return (await get_async_persistence().get_player_by_id(player_id)).name
