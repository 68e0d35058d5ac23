# blockers: callback, override, held_back
import logging
import sys
from importlib.abc import MetaPathFinder
from types import ModuleType

from app.persistence import get_persistence


class Counter:
    level = logging.INFO

    def handle(self, record: logging.LogRecord) -> None:
        print(get_persistence().get_player(record.lineno))


class Plugins(MetaPathFinder):
    def find_spec(self, name: str, path: object, target: ModuleType | None = None) -> None:
        print(name, get_persistence().is_admin(1))


class Stock:
    def level_of(self, player_id: int) -> int:
        return get_persistence().get_player(player_id).level


def install() -> None:
    logging.root.handlers.append(Counter())
    sys.meta_path.insert(0, Plugins())
    sys.modules["stock"] = Stock()
