from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


def replaced(overrides: dict[object, object]) -> int:
    overrides[size] = lambda: 3
    return size()
