from app.persistence.async_layer import AsyncPersistenceLayer


async def move(layer: AsyncPersistenceLayer, player_id: int) -> None:
    # The target takes the room first.
    await layer.move_player(player_id=player_id, room="quay")
    await layer.move_player(
        player_id=player_id,
        room="hall",  # where it is warm
    )
