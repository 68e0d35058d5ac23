import enum
from collections.abc import Callable

from app.persistence import PersistenceLayer


class Door(enum.Enum):
    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


class Doors:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence
        self.door = Door.CLOSED
        self.table: dict[tuple[Door, str], tuple[Door, Callable[[], str]]] = {
            (Door.CLOSED, "open"): (Door.OPEN, self.opened),
            (Door.CLOSED, "lock"): (Door.LOCKED, lambda: f"{self.persistence.count_players()} are inside"),
            (Door.OPEN, "close"): (Door.CLOSED, self.closed),
        }

    def opened(self) -> str:
        return f"{self.persistence.count_players()} come in"

    def closed(self) -> str:
        return "closed"

    def fire(self, event: str) -> str:
        door, action = self.table[self.door, event]
        result = action()
        self.door = door
        return result
