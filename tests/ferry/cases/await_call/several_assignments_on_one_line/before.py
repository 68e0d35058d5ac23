from app.persistence import PersistenceLayer


def both(layer: PersistenceLayer) -> tuple[int, int]:
    first, second = layer.count_players(), layer.count_players()
    return first, second
