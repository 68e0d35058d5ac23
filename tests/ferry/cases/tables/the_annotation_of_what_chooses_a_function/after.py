import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from app.persistence.async_layer import AsyncPersistenceLayer


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


def nothing(layer: AsyncPersistenceLayer) -> int:
    return 0


def shown(text: str) -> str:
    return text.strip()


FILTERS: dict[Callable[[str], str], Callable[[AsyncPersistenceLayer], Awaitable[int]]] = {shown: count}
LOOSE: dict[str, Callable[..., Any]] = {"count": count}


def chosen(name: str) -> Callable[[AsyncPersistenceLayer], int | Awaitable[int]] | None:
    if name == "loose":
        return LOOSE["count"]
    return {"count": count, "length": len}.get(name)


async def measured(layer: AsyncPersistenceLayer, name: str) -> int:
    measure = chosen(name)
    value = (await result if inspect.isawaitable(result := measure(layer)) else result) if measure is not None else 0
    return value + await FILTERS[shown](layer)
