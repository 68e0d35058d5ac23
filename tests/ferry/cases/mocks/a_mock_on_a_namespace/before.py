from types import SimpleNamespace
from unittest.mock import MagicMock, Mock

import pytest

from app.persistence import PersistenceLayer


class List:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


@pytest.fixture
def space():
    made = SimpleNamespace()
    made.store = Mock()
    made.store.get_player.return_value = "x"
    return made


def test_put_there(space) -> None:
    assert List(space.store).name() == "x"
    space.store.get_player.assert_called_once_with(1)


def test_told() -> None:
    space = SimpleNamespace(store=MagicMock(), name="x")
    space.store.get_player.return_value = "x"
    assert List(space.store).name() == space.name


def test_what_the_test_alone_calls() -> None:
    space = SimpleNamespace(store=MagicMock())
    space.store.get_player.return_value = "x"
    assert space.store.get_player(1) == "x"
