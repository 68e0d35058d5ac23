from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


class Edit:
    """Loads on entry, saves on exit."""

    def __init__(self, layer: AsyncPersistenceLayer, player_id: int) -> None:
        self.layer = layer
        self.player_id = player_id

    async def __aenter__(self) -> Player:
        self.player = await self.layer.get_player_by_id(self.player_id)
        return self.player

    async def __aexit__(self, *error: object) -> None:
        await self.layer.save_player(self.player)


async def rename(layer: AsyncPersistenceLayer, name: str) -> None:
    async with Edit(layer, 1) as player:
        player.name = name
