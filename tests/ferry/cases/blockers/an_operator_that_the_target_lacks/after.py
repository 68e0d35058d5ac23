# blockers: gap, held_back
from app.persistence import PersistenceLayer, get_persistence


def known(layer: PersistenceLayer) -> bool:
    return 9 in layer


def first() -> str:
    layer = get_persistence()
    layer.count_players()
    player = layer[1]
    return player.name if player is not None else ""
