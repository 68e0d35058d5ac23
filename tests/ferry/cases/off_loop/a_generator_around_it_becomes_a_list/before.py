from app.later.catalogue import find_player
from app.persistence import PersistenceLayer


def anyone(layer: PersistenceLayer, ids: list[int]) -> bool:
    return layer.count_players() > 0 and any(find_player(i) for i in ids)
