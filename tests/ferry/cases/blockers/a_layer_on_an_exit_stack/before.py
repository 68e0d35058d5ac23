# blockers: generator, held_back
from contextlib import ExitStack

from app.persistence import get_persistence


def size() -> int:
    with ExitStack() as stack:
        layer = stack.enter_context(get_persistence())
        return layer.count_players()


def pushed_size() -> int:
    with ExitStack() as stack:
        layer = get_persistence()
        stack.push(layer)
        return layer.count_players()
