from types import SimpleNamespace
from unittest.mock import Mock, patch

import pytest

from app.persistence import PersistenceLayer, get_persistence


class Service:
    def __init__(self, store, mode):
        self.store, self.mode = store, mode

    def size(self):
        return self.store.get_player(1), self.mode


class Desk:
    def __init__(self, store: PersistenceLayer) -> None:
        self.store = store

    def show(self) -> object:
        return self.store.get_player(3), self.store.room_names()


def named(key: int) -> object:
    return get_persistence().get_player(key)


def build():
    return Service(get_persistence(), "x")


def find(player_id: int) -> str:
    return "x"


@pytest.fixture
def store():
    fake = SimpleNamespace(get_player=find, room_names=lambda: ["a"])
    fake.save_player = Mock()
    return fake


def make():
    return SimpleNamespace(**{"get_player": lambda player_id: 4})


def test_size():
    assert Service(SimpleNamespace(get_player=lambda key: 3), "y").size() == (3, "y")


def test_size_by_a_mock():
    store = SimpleNamespace(get_player=Mock(return_value=3))
    assert Service(store, "y").size() == (3, "y")
    store.get_player.assert_called_once_with(1)


def test_show(store):
    assert Desk(store).show() == ("x", ["a"])
    assert store.get_player(player_id=3) == "x"
    store.save_player.assert_not_called()


def test_named():
    with patch(f"{__name__}.get_persistence", return_value=make()):
        assert named(3) == 4


def test_another_client():
    client = SimpleNamespace(get_player=lambda key: key)
    assert client.get_player(3) == 3
