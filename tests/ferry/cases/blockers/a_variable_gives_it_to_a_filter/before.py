# blockers: callback, held_back
from app.persistence import get_persistence


def is_admin(key: int) -> bool:
    return get_persistence().is_admin(key)


def chosen() -> list[int]:
    check = is_admin
    return [1] if check(1) else list(filter(check, [1, 2]))
