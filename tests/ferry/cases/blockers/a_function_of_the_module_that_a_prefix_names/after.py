# blockers: dynamic, held_back
import sys

from app.persistence import get_persistence


def cmd_count(key: int) -> str:
    return f"{get_persistence().count_players()}"


def cmd_admin(key: int) -> str:
    return f"{get_persistence().is_admin(key)}"


def run(name: str, key: int) -> str:
    return globals()[f"cmd_{name}"](key)


def run_of_module(name: str, key: int) -> str:
    module = sys.modules[__name__]
    return getattr(module, "cmd_" + name)(key)
