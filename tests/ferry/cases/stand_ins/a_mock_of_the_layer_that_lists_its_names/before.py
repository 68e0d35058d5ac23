from unittest.mock import MagicMock, Mock, patch

import pytest

from app.persistence import get_persistence


class Desk:
    def __init__(self, store, log=None) -> None:
        self.store = store
        self.log = log

    def name(self, key: int) -> str:
        self.log.info("asked")
        return str(self.store.get_player(key))

    def keep(self, player: object) -> str:
        self.store.save_player(player)
        return ", ".join(self.store.room_names())


def open_desk() -> Desk:
    return Desk(get_persistence(), Mock())


def show(key: int) -> str:
    return str(get_persistence().get_player(key))


KEPT = ["save_player", "room_names"]


def test_a_list():
    store = Mock(spec=["get_player", "save_player"])
    store.get_player.return_value = "x"
    log = Mock()
    assert Desk(store, log).name(1) == "x"
    store.get_player.assert_called_once_with(1)
    store.save_player.assert_not_called()
    log.info.assert_called_once_with("asked")


def test_at_once():
    desk = Desk(MagicMock(["get_player"], **{"get_player.return_value": "x"}), Mock())
    assert desk.name(1) == "x"


def test_by_keyword():
    desk = Desk(Mock(spec_set=("get_player", "room_names"), get_player=Mock(return_value="x")), Mock())
    assert desk.name(1) == "x"


def test_a_variable():
    store = Mock(spec=KEPT)
    store.room_names.return_value = ["quay"]
    assert Desk(store).keep(1) == "quay"
    store.save_player.assert_called_once_with(1)


@pytest.fixture
def listed() -> MagicMock:
    return MagicMock(spec=["get_player"])


def test_a_fixture(listed: MagicMock) -> None:
    listed.get_player.return_value = "x"
    assert Desk(listed, Mock()).name(1) == "x"


def test_a_patch() -> None:
    store = Mock(spec=["get_player"])
    store.get_player.side_effect = ["x"]
    with patch("cases.stand_ins.test_a_mock_of_the_layer_that_lists_its_names.get_persistence", return_value=store):
        assert show(1) == "x"
