# blockers: callback, held_back
import atexit

from app.persistence import get_persistence


def goodbye() -> None:
    get_persistence().close()


atexit.register(goodbye)
