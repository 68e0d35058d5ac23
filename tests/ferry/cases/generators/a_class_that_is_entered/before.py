from app.models import Player
from app.persistence import PersistenceLayer


class Edit:
    """Loads on entry, saves on exit."""

    def __init__(self, layer: PersistenceLayer, player_id: int) -> None:
        self.layer = layer
        self.player_id = player_id

    def __enter__(self) -> Player:
        self.player = self.layer.get_player(self.player_id)
        return self.player

    def __exit__(self, *error: object) -> None:
        self.layer.save_player(self.player)


def rename(layer: PersistenceLayer, name: str) -> None:
    with Edit(layer, 1) as player:
        player.name = name
