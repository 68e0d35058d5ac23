import sys

from app.persistence import get_persistence


def is_guard(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


def guards() -> list[str]:
    module = __import__("cases.references.a_module_that_is_looked_up", fromlist=["is_guard"])
    return [
        "yes" if module.is_guard(2) else "no",
        "yes" if sys.modules["cases.references.a_module_that_is_looked_up"].is_guard(2) else "no",
    ]
