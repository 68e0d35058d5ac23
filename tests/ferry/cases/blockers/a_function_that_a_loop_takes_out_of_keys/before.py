# blockers: callback, held_back
from app.persistence import get_persistence


def is_big() -> bool:
    return get_persistence().count_players() > 100


CHECKS = {is_big: "big"}


def labels() -> list[str]:
    return [label for check, label in CHECKS.items() if check()]
