# blockers: callback, held_back
from app.persistence import get_persistence


def chosen() -> list[int]:
    check = get_persistence().is_admin
    return [1] if check(1) else list(filter(check, [1, 2]))
