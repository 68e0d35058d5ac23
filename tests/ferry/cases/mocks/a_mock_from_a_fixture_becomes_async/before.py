from unittest.mock import MagicMock

import pytest

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def size(self) -> int:
        return self._persistence.count_players()


@pytest.fixture
def layer() -> MagicMock:
    layer = MagicMock()
    layer.count_players.return_value = 2
    return layer


def test_the_size_is_the_count(layer: MagicMock) -> None:
    assert Census(layer).size() == 2
