from app.persistence.async_layer import AsyncPersistenceLayer


async def check(persistence: AsyncPersistenceLayer) -> None:
    assert await persistence.count_players() < 100, await persistence.list_players()
