import enum
import inspect
from collections.abc import Awaitable, Callable

from app.persistence.async_layer import AsyncPersistenceLayer


class Door(enum.Enum):
    OPEN = "open"
    CLOSED = "closed"
    LOCKED = "locked"


class Doors:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence
        self.door = Door.CLOSED
        async def function():
            return f"{await self.persistence.count_players()} are inside"

        self.table: dict[tuple[Door, str], tuple[Door, Callable[[], str | Awaitable[str]]]] = {
            (Door.CLOSED, "open"): (Door.OPEN, self.opened),
            (Door.CLOSED, "lock"): (Door.LOCKED, function),
            (Door.OPEN, "close"): (Door.CLOSED, self.closed),
        }

    async def opened(self) -> str:
        return f"{await self.persistence.count_players()} come in"

    def closed(self) -> str:
        return "closed"

    async def fire(self, event: str) -> str:
        door, action = self.table[self.door, event]
        result = await result_ if inspect.isawaitable(result_ := action()) else result_
        self.door = door
        return result
