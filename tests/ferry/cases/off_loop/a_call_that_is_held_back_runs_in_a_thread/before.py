# blockers: held_back, property
from app.later.catalogue import find_player
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return self.layer.count_players()

    def rename(self, player_id: int) -> None:
        player = find_player(player_id)
        self.layer.save_player(player)
