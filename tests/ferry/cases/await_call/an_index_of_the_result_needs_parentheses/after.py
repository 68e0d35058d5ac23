from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def first(persistence: AsyncPersistenceLayer) -> Player:
    return (await persistence.list_players())[0]
