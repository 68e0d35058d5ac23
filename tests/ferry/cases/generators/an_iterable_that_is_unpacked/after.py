from collections.abc import AsyncIterator

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


class Roster:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def __aiter__(self) -> AsyncIterator[Player]:
        for item in await self.persistence.list_players():
            yield item


async def first(persistence: AsyncPersistenceLayer, player: Player) -> tuple[Player, bool]:
    one, *_ = [item async for item in Roster(persistence)]
    return one, player in [item async for item in Roster(persistence)]
