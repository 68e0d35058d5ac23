from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def first_admin(layer: AsyncPersistenceLayer, players: list[Player]) -> Player | None:
    return await anext((player for player in players if await layer.is_admin(player.id)), None)


async def any_name(layer: AsyncPersistenceLayer, ids: list[int]) -> bool:
    for i in ids:
        if await anext((await layer.get_player_by_id(n)).name for n in (i, 0)) == "Ann":
            return True
    return False
