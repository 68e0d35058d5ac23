from app.persistence.async_layer import AsyncPersistenceLayer


async def name_of(layer: AsyncPersistenceLayer, player_id: int | None) -> str:
    if player_id is None:
        return "nobody"
    player = await layer.get_player_by_id(player_id)
    return player.name if player else "unknown"
