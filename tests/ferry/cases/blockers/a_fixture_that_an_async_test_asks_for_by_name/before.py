# blockers: callback, held_back
from collections.abc import Iterator

import pytest

from app.persistence import PersistenceLayer, get_persistence


class Counter:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def total(self) -> int:
        return self.layer.count_players()


@pytest.fixture
def counter() -> Iterator[Counter]:
    made = Counter(get_persistence())
    yield made
    made.layer.close()


def test_total(request: pytest.FixtureRequest) -> None:
    asked = request.getfixturevalue("counter")
    assert asked.total() == 0
