from app.persistence.async_layer import AsyncPersistenceLayer


async def names(layer: AsyncPersistenceLayer, ready: bool) -> list[object]:
    first = (await layer.get_player_by_id(1))if ready else None
    both = (await layer.is_admin(1))and(await layer.is_admin(2))
    level = 1 if (await layer.is_admin(3))else 0
    found = [player.name for player in (await layer.list_players())if player.level]
    return [first, both, level, found, (await layer.is_admin(4))in{True}, (await layer.get_player_by_id(5)).name]
