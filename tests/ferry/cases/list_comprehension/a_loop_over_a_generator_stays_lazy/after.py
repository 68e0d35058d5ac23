from app.persistence.async_layer import AsyncPersistenceLayer


async def touch(layer: AsyncPersistenceLayer, ids: list[int]) -> list[str]:
    async for player in (await layer.get_player_by_id(i) for i in ids):
        await layer.save_player(player)
    return [player.name async for player in (await layer.get_player_by_id(i) for i in ids) if player]
