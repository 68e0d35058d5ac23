# blockers: callback, held_back
from contextlib import ExitStack

from app.persistence import get_persistence


def left_size() -> int:
    with ExitStack() as stack:
        layer = get_persistence()
        stack.callback(layer.__exit__, None, None, None)
        return layer.count_players()
