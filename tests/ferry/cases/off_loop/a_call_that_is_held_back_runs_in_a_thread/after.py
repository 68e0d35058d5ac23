# blockers: held_back, property
import asyncio

from app.later.catalogue import find_player
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return self.layer.count_players()

    async def rename(self, player_id: int) -> None:
        player = await asyncio.to_thread(find_player, player_id)
        await asyncio.to_thread(self.layer.save_player, player)
