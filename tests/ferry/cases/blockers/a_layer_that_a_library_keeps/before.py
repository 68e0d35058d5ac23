# blockers: unknown
from app.persistence import get_persistence
from registry_of_a_library import get, put


def show() -> int:
    return get("layer").count_players() + 1


def shown() -> int:
    put("layer", get_persistence())
    return show()
