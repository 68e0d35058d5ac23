# blockers: untraced
import queue

from app.persistence import get_persistence


def role() -> str:
    layers = queue.Queue()
    layers.put(get_persistence())
    return "admin" if layers.get().delete_player(2) else "player"
