from unittest.mock import MagicMock, Mock, call

from app.persistence import PersistenceLayer


class Register:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))

    def place(self) -> str:
        return self.layer.room_names()[0]


def test_by_itself() -> None:
    parent = Mock()
    parent.ledger.get_player.return_value = "x"
    assert Register(parent.ledger).name() == "x"
    parent.ledger.get_player.assert_called_once_with(1)


def test_nobody_speaks_of_it() -> None:
    parent = MagicMock()
    assert Register(parent.box.ledger).name()


def test_put_there() -> None:
    parent = Mock()
    parent.ledger = MagicMock()
    parent.ledger.get_player.return_value = "x"
    parent.ledger.room_names.return_value = ["hall"]
    assert Register(parent.ledger).name() == "x"
    assert Register(parent.ledger).place() == "hall"


def test_attached() -> None:
    parent = Mock()
    child = Mock()
    child.get_player.return_value = "x"
    parent.attach_mock(child, "ledger")
    assert Register(parent.ledger).name() == "x"


def test_told() -> None:
    parent = Mock(ledger=Mock())
    parent.ledger.get_player.return_value = "x"
    assert Register(parent.ledger).name() == "x"


def test_recorded_by_the_other() -> None:
    log = Mock()
    log.ledger.get_player.return_value = "x"
    Register(log.ledger).name()
    log.done()
    assert log.mock_calls == [call.ledger.get_player(1), call.done()]
