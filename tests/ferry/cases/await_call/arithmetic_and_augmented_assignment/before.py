from app.persistence import PersistenceLayer


def total(layer: PersistenceLayer) -> int:
    result = layer.count_players() ** 2
    result += -layer.count_players()
    return result
