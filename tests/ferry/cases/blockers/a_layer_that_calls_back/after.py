# blockers: layer, held_back
from app.persistence import PersistenceLayer


def announce(layer: PersistenceLayer) -> int:
    return layer.count_players()


class Announcing(PersistenceLayer):
    def save_player(self, player):
        super().save_player(player)
        announce(self)
