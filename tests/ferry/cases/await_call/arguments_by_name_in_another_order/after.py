from app.persistence.async_layer import get_async_persistence


async def move(player_id: int) -> None:
    await get_async_persistence().move_player(player_id=player_id, room="quay")
