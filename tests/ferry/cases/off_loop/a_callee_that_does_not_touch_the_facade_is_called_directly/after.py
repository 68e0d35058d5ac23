from app.later.catalogue import title_of
from app.persistence.async_layer import AsyncPersistenceLayer


async def titles(persistence: AsyncPersistenceLayer) -> list[str]:
    return [title_of(player) for player in await persistence.list_players()]
