from collections.abc import AsyncIterable
from contextlib import AbstractAsyncContextManager

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Guard:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def __aenter__(self) -> "Guard":
        await self.persistence.count_players()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.persistence.count_players()


class Free:
    pass


class Reader:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def __aiter__(self):
        for player in await self.persistence.list_players():
            yield player.name


async def run(thing):
    if hasattr(thing, "__aenter__"):
        async with thing:
            return 1
    return 2


async def use(guarded: bool) -> int:
    return await run(Guard(get_async_persistence()) if guarded else Free())


async def as_list(thing):
    if hasattr(thing, "__aiter__"):
        return [x async for x in thing]
    return [thing]


async def a():
    return await as_list(Reader(get_async_persistence()))


async def b():
    return await as_list(3)


async def show():
    reader = Reader(get_async_persistence())
    if isinstance(reader, AsyncIterable):
        return [item async for item in reader]
    return None


def shown(thing: Guard | Free) -> int:
    match thing:
        case AbstractAsyncContextManager():
            return 1
        case _:
            return 2


def leaves(thing: Guard | Free) -> bool:
    return getattr(type(thing), "__aexit__", None) is not None
