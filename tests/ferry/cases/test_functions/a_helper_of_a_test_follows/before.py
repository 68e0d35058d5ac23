from app.models import Player
from app.persistence import PersistenceLayer


def saved(layer: PersistenceLayer, name: str) -> Player:
    player = Player(1, name)
    layer.save_player(player)
    return player


def test_a_saved_player_is_found() -> None:
    layer = PersistenceLayer("memory")

    player = saved(layer, "Ada")

    assert layer.get_player(1) == player
