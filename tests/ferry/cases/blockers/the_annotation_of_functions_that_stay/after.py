# blockers: callback, held_back
from collections.abc import Awaitable, Callable
from heapq import nsmallest

import pytest

from app.persistence import PersistenceLayer, get_persistence
from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

Counting = Callable[[AsyncPersistenceLayer], Awaitable[int]]

HANDLERS: dict[str, Callable[[PersistenceLayer, dict[str, str]], str]] = {}
SIZES: "list[Counting]" = []


def handler(name: str) -> Callable[[Callable[..., str]], Callable[..., str]]:
    def register(function: "Callable[[PersistenceLayer, dict[str, str]], str]") -> Callable[..., str]:
        HANDLERS[name] = function
        return function

    return register


@handler("mail")
def send_mail(layer: PersistenceLayer, job: dict[str, str]) -> str:
    return f"{job['to']} {layer.count_players()}"


def call(
    function: Callable[[PersistenceLayer, dict[str, str]], str], layer: PersistenceLayer, job: dict[str, str]
) -> str:
    return function(layer, job)


def run(job: dict[str, str]) -> str:
    return call(HANDLERS[job["name"]], get_persistence(), job)


def order(jobs: list[dict[str, str]]) -> list[dict[str, str]]:
    return nsmallest(1, jobs, key=run)


async def players(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


SIZES.append(players)


async def sizes() -> list[int]:
    layer = get_async_persistence()
    return [await size(layer) for size in SIZES]


def names(function: Callable[[AsyncPersistenceLayer], list[str]]) -> list[str]:
    return function(get_async_persistence())


def test_order() -> None:
    assert order([{"name": "mail", "to": "ann"}])


@pytest.mark.asyncio
async def test_sizes() -> None:
    assert len(await sizes()) == 1
    assert names(lambda layer: layer.room_names()) is not None
