# blockers: heir, held_back
from app.persistence import PersistenceLayer


class Recording(PersistenceLayer):
    def save_player(self, player):
        print(player)
        super().save_player(player)


def size() -> int:
    layer = Recording("memory")
    return layer.count_players()
