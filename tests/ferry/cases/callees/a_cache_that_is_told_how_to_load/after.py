import inspect
from collections.abc import Awaitable, Callable, Hashable
from typing import Generic, TypeVar

from app.persistence.async_layer import get_async_persistence

V = TypeVar("V")


class TTLCache(Generic[V]):
    def __init__(self) -> None:
        self.data: dict[Hashable, V] = {}

    async def get(self, key: Hashable, load: Callable[[], V | Awaitable[V]]) -> V:
        hit = self.data.get(key)
        if hit is not None:
            return hit
        value = await result if inspect.isawaitable(result := load()) else result
        self.data[key] = value
        return value


users: TTLCache[str] = TTLCache()
numbers: TTLCache[int] = TTLCache()


async def user(user_id: int) -> str:
    async def load() -> str:
        return str(await get_async_persistence().get_player_by_id(user_id))
    return await users.get(user_id, load)


async def number() -> int:
    return await numbers.get("n", get_async_persistence().count_players)


async def fixed() -> int:
    return await numbers.get("f", lambda: 3)


def zero() -> int:
    return 0


async def other() -> int:
    return await numbers.get("z", zero)
