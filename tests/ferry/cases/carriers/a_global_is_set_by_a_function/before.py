from app.persistence import get_persistence

LAYER = None


def start() -> None:
    global LAYER
    LAYER = get_persistence()


def role() -> str:
    return "admin" if LAYER.is_admin(2) else "player"


def counted() -> int:
    layer = None

    def open_layer() -> None:
        nonlocal layer
        layer = get_persistence()

    open_layer()
    return layer.count_players()
