# blockers: callback, held_back
from app.persistence import get_persistence


def is_admin(key: int) -> bool:
    return get_persistence().is_admin(key)


def is_even(key: int) -> bool:
    return key % 2 == 0


def predicate(kind: str):
    return is_admin if kind == "admin" else is_even


def chosen() -> list[int]:
    return [1] if predicate("admin")(1) else list(filter(predicate("even"), [1, 2]))
