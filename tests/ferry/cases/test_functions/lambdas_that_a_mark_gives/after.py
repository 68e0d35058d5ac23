from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Tally:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def tallied(self, number: int) -> int:
        return (await self.layer.get_player_by_id(number)).level

    async def tallied_twice(self, number: int, times: int = 2) -> int:
        return (await self.layer.get_player_by_id(number)).level * times


def each_way(name: str):
    return pytest.mark.parametrize(
        f"way_{name}",
        [lambda t: t.tallied(1), lambda t: t.tallied_twice(1)],
    )


@pytest.mark.asyncio
@each_way("up")
async def test_each_way(layer: AsyncPersistenceLayer, way_up: Callable[[Tally], Awaitable[int]]) -> None:
    assert await way_up(Tally(layer)) >= 0


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (lambda tally, *args: tally.tallied(*args), 1),
        (lambda tally, *args: tally.tallied_twice(*args, times=1), 1),
    ],
)
async def test_counts(layer: AsyncPersistenceLayer, count: Any, expected: int) -> None:
    assert await count(Tally(layer), 1) == expected
