from collections.abc import Callable
from typing import Any

import pytest

from app.persistence import PersistenceLayer


class Tally:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def tallied(self, number: int) -> int:
        return self.layer.get_player(number).level

    def tallied_twice(self, number: int, times: int = 2) -> int:
        return self.layer.get_player(number).level * times


def each_way(name: str):
    return pytest.mark.parametrize(
        f"way_{name}",
        [lambda t: t.tallied(1), lambda t: t.tallied_twice(1)],
    )


@each_way("up")
def test_each_way(layer: PersistenceLayer, way_up: Callable[[Tally], int]) -> None:
    assert way_up(Tally(layer)) >= 0


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (lambda tally, *args: tally.tallied(*args), 1),
        (lambda tally, *args: tally.tallied_twice(*args, times=1), 1),
    ],
)
def test_counts(layer: PersistenceLayer, count: Any, expected: int) -> None:
    assert count(Tally(layer), 1) == expected
