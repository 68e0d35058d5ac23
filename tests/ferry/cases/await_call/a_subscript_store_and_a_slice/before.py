from app.models import Player
from app.persistence import PersistenceLayer


def index(layer: PersistenceLayer) -> dict[int, list[Player]]:
    found: dict[int, list[Player]] = {}
    found[layer.count_players()] = layer.list_players()[1:]
    return found
