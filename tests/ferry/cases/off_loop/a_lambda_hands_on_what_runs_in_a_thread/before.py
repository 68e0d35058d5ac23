from app.later.catalogue import find_player
from app.persistence import get_persistence


def found() -> list[object]:
    layer = get_persistence()
    return [ask() for ask in (lambda: find_player(1), lambda: layer.is_admin(2))]
