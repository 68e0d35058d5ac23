import inspect
from collections.abc import Awaitable, Callable, Sequence
from typing import Union

from app.persistence.async_layer import AsyncPersistenceLayer

Objective = Callable[["int"], Union[float, Sequence[float], Awaitable[Union[float, Sequence[float]]]]]


async def best(objective: "Objective") -> Union[float, Sequence[float]]:
    value = await result if inspect.isawaitable(result := objective(1)) else result
    return value


async def constant() -> Union[float, Sequence[float]]:
    return await best(lambda number: 1.0)


async def measured(layer: AsyncPersistenceLayer) -> Union[float, Sequence[float]]:
    async def level(player_id: int) -> float:
        return (await layer.get_player_by_id(player_id)).level

    return await best(level)


async def shown(text: Callable[[int], Union[str, Awaitable[str]]]) -> str:
    line = await result if inspect.isawaitable(result := text(1)) else result
    return line


async def named(layer: AsyncPersistenceLayer) -> str:
    async def level(player_id: int) -> str:
        return str((await layer.get_player_by_id(player_id)).level)

    return await shown(level) + await shown(str)


async def noted(note: 'Callable[[int], "str | Awaitable[str]"]') -> str:
    line = await result if inspect.isawaitable(result := note(1)) else result
    return line


async def both(layer: AsyncPersistenceLayer) -> str:
    async def level(player_id: int) -> str:
        return str((await layer.get_player_by_id(player_id)).level)

    return await noted(level) + await noted(lambda number: "")
