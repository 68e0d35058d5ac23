# blockers: dynamic, held_back
import importlib

from app.persistence import get_persistence


def work_through(key: int) -> int:
    return get_persistence().count_players() + key


def work_off(key: int) -> int:
    return get_persistence().count_players() - key


def run(name: str) -> int:
    plugin = importlib.import_module(f"cases.{name}")
    return plugin.work_through(1)


def run_named(name: str) -> int:
    return getattr(importlib.import_module(name), "work_off")(1)
