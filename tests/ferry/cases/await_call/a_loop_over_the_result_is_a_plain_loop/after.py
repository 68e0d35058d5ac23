from app.persistence.async_layer import AsyncPersistenceLayer


async def heal_all(persistence: AsyncPersistenceLayer) -> None:
    for player in await persistence.list_players():
        player.level += 1
        await persistence.save_player(player)
