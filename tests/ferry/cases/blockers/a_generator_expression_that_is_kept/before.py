# blockers: generator, held_back
from app.persistence import PersistenceLayer


def save_all(layer: PersistenceLayer, ids: list[int]) -> None:
    players = (layer.get_player(i) for i in ids)
    for player in players:
        layer.save_player(player)


def lazily(layer: PersistenceLayer, ids: list[int]):
    return (layer.get_player(i) for i in ids)
