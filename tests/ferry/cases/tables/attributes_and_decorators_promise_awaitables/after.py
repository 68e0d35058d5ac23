from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from app.persistence.async_layer import get_async_persistence

K = TypeVar("K")
V = TypeVar("V")


class Bus:
    def __init__(self) -> None:
        self.handlers: list[Callable[[int], Awaitable[bool]]] = []

    def on(self, function: Callable[[int], Awaitable[bool]]) -> Callable[[int], Awaitable[bool]]:
        self.handlers.append(function)
        return function

    async def fire(self, value: int) -> list[bool]:
        return [await handler(value) for handler in self.handlers]


bus = Bus()


@bus.on
async def is_admin(value: int) -> bool:
    return await get_async_persistence().is_admin(value)


class Loading(Generic[K, V]):
    def __init__(self, loader: Callable[[K], Awaitable[V]]) -> None:
        self._loader = loader
        self._data: dict[K, V] = {}

    async def get(self, key: K) -> V:
        if key not in self._data:
            self._data[key] = await self._loader(key)
        return self._data[key]


async def names(ids: list[int]) -> list[str]:
    cache = Loading(get_async_persistence().get_player_by_id)
    return [(await cache.get(number)).name for number in ids]
