from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    """How many there are."""
    # The count is exact.
    return layer.count_players()  # one query
