import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from app.persistence.async_layer import get_async_persistence


@dataclass
class Job:
    kind: str
    number: int


HANDLERS: dict[str, Callable[[Job], Awaitable[object]]] = {}


def register(func: Callable[[Job], Awaitable[object]]) -> Callable[[Job], Awaitable[object]]:
    HANDLERS[func.__name__] = func
    return func


@register
async def mail(job: Job) -> str:
    return (await get_async_persistence().get_player_by_id(job.number)).name


@register
async def note(job: Job) -> None:
    await get_async_persistence().delete_player(job.number)


async def run(job: Job) -> object:
    return await HANDLERS[job.kind](job)


# What may be another function is awaited if it can be: `object` says so already, and so does `Any`.


async def level(number: int) -> object:
    return await get_async_persistence().get_player_by_id(number)


BESIDE: dict[str, Callable[[int], object]] = {"level": level, "text": str}
UNSAID: dict[str, Callable[[int], Any]] = {"level": level}


async def show(name: str) -> object:
    return await result if inspect.isawaitable(result := BESIDE[name](1)) else result


async def shown(name: str) -> object:
    return await UNSAID[name](1)


# Nothing is seen to call these.

UNCALLED: dict[str, Callable[[int], object]] = {"level": level, "text": str}
