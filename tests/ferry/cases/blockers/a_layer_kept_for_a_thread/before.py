# blockers: unknown
import threading

from app.persistence import get_persistence

_local = threading.local()


def start() -> None:
    _local.own_layer = get_persistence()


def role() -> str:
    return "admin" if _local.own_layer.delete_player(2) else "player"
