from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def by_id(persistence: AsyncPersistenceLayer, ids: set[int]) -> dict[int, Player | None]:
    known = {p.id for p in await persistence.list_players()}
    return {i: await persistence.get_player_by_id(i) for i in ids & known}
