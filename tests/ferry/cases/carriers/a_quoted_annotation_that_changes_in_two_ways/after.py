import inspect
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Union

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def ask(level: 'Callable[[AsyncPersistenceLayer, "Größe"], Union[int, str, Awaitable[Union[int, str]]]]') -> str:
    return f"{(await result if inspect.isawaitable(result := level(get_async_persistence(), 1)) else result)}"


async def asked() -> list[str]:
    async def level(layer: AsyncPersistenceLayer, number: int) -> Union[int, str]:
        return (await layer.get_player_by_id(number)).level

    return [await ask(level), await ask(lambda layer, number: "")]


Größe = int


# What a generator gives is an annotation, too.


async def names(layer: AsyncPersistenceLayer) -> "AsyncIterator[str]":
    for number in (1, 2):
        yield (await layer.get_player_by_id(number)).name


async def layers() -> "AsyncGenerator[AsyncPersistenceLayer, None]":
    layer = get_async_persistence()
    await layer.count_players()
    yield layer


@asynccontextmanager
async def counted() -> "AsyncIterator[int]":
    yield await get_async_persistence().count_players()


async def everything() -> list[str]:
    async with counted() as number:
        return [str(number), *[name async for layer in layers() async for name in names(layer)]]
