# blockers: dynamic, unknown, untraced, untraced
from app.persistence import get_persistence


class Lazy:
    def __init__(self, factory):
        object.__setattr__(self, "_factory", factory)

    def __getattr__(self, name):
        return getattr(self._factory(), name)


current = Lazy(get_persistence)


def count() -> int:
    return current.count_players()
