# blockers: import_time
from app.persistence import get_persistence

AT_START = get_persistence().count_players()


def lazily() -> int:
    import json

    from app.persistence import get_persistence

    return len(json.dumps(get_persistence().count_players()))


def both() -> int:
    from app.persistence import get_persistence

    def later() -> object:
        return get_persistence

    return get_persistence().count_players() + bool(later())
