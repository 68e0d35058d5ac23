from app.persistence.async_layer import AsyncPersistenceLayer


async def drain(persistence: AsyncPersistenceLayer) -> None:
    while await persistence.count_players():
        await persistence.delete_player((await persistence.list_players())[0].id)
