from app.persistence import get_persistence


def size() -> int:
    layer = get_persistence()
    layer.__enter__()
    try:
        return layer.count_players()
    finally:
        layer.__exit__(None, None, None)


def names() -> list[str]:
    return [player.name for player in get_persistence().__iter__()]
