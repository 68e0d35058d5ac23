from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def index(layer: AsyncPersistenceLayer) -> dict[int, list[Player]]:
    found: dict[int, list[Player]] = {}
    found[await layer.count_players()] = (await layer.list_players())[1:]
    return found
