from unittest import TestCase
from unittest.mock import MagicMock, call, patch

from app.persistence import get_persistence
from cases.patches import test_a_patched_function_that_gives_the_layer as here


def open_store():
    return get_persistence()


class Desk:
    def store(self):
        return get_persistence()

    def size(self) -> int:
        return self.store().count_players()


def name(key: int) -> str:
    return str(open_store().get_player(key))


def test_what_it_gives_is_told() -> None:
    with patch.object(here, "open_store") as opened:
        opened.return_value.get_player.return_value = "x"
        assert name(1) == "x"
    assert opened.mock_calls == [call(), call().get_player(1)]


def test_what_it_gives_has_a_name() -> None:
    with patch.object(here, "open_store") as opened:
        store = opened.return_value
        store.get_player.return_value = "x"
        assert name(1) == "x"
    store.get_player.assert_called_once_with(1)


@patch("cases.patches.test_a_patched_function_that_gives_the_layer.open_store")
def test_the_test_calls_it(open_store: MagicMock) -> None:
    open_store().get_player.return_value = "x"
    assert name(1) == "x"
    open_store.assert_called_with()


@patch("cases.patches.test_a_patched_function_that_gives_the_layer.open_store")
def test_it_is_told_later(open_store: MagicMock) -> None:
    store = MagicMock()
    open_store.side_effect = lambda: store
    store.get_player.return_value = "x"
    assert name(1) == "x"


def test_nobody_names_it() -> None:
    with patch.object(Desk, "store"):
        assert Desk().size() is not None


class TestDesk(TestCase):
    def setUp(self) -> None:
        self.desk = Desk()
        patcher = patch.object(self.desk, "store")
        self.store = patcher.start()
        self.addCleanup(patcher.stop)

    def test_size(self) -> None:
        self.store.return_value.count_players.return_value = 3
        self.assertEqual(self.desk.size(), 3)
        self.store.return_value.count_players.assert_called_once_with()
