# blockers: dynamic, held_back
from app.persistence import get_persistence


def make_desk():
    class LocalDesk:
        def count_at_desk(self) -> int:
            return get_persistence().count_players()

    return LocalDesk()


def dispatch(name: str) -> object:
    return getattr(make_desk(), name)()
