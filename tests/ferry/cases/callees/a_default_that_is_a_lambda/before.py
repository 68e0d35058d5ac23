from app.persistence import get_persistence


def value_of(key: int, default=None, factory=lambda: 0):
    player = get_persistence().get_player(key)
    return player.level if player is not None else (default or factory)()


def population() -> int:
    return get_persistence().count_players()


def values() -> list[int]:
    return [value_of(1), value_of(9, population), value_of(9, factory=population)]
