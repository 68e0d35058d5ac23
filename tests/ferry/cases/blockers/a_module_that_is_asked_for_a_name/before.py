# blockers: special_method
from app.persistence import get_persistence


def __getattr__(name: str) -> int:
    if name == "TOTAL":
        return get_persistence().count_players()
    raise AttributeError(name)
