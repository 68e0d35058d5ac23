from unittest.mock import MagicMock, Mock

from app.persistence import get_persistence


class Desk:
    def __init__(self, store, log) -> None:
        self.store = store
        self.log = log

    def name(self, key: int) -> str:
        self.log.info("asked")
        return str(self.store.get_player(key))


def open_desk() -> Desk:
    return Desk(get_persistence(), Mock())


def test_a_row():
    for store, log in [(Mock(), Mock()), (MagicMock(), MagicMock())]:
        store.get_player.return_value = "x"
        assert Desk(store, log).name(1) == "x"
        log.info.assert_called_once_with("asked")


def test_rows_of_rows():
    for name, (log, store) in [("x", (Mock(), Mock()))]:
        store.get_player.return_value = name
        assert Desk(store, log).name(1) == "x"
        log.info.assert_called_once_with("asked")
