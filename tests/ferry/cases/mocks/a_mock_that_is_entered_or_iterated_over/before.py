from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import MagicMock, Mock, patch

from app.persistence import PersistenceLayer, get_persistence


class Session:
    def __init__(self, ledger: PersistenceLayer) -> None:
        self.ledger = ledger

    def __enter__(self) -> "Session":
        self.heads = self.ledger.count_players()
        return self

    def __exit__(self, *error: object) -> None:
        self.ledger.is_admin(1)

    def __iter__(self) -> Iterator[bool]:
        for number in (1, 2):
            yield self.ledger.is_admin(number)


@contextmanager
def counting() -> Iterator[int]:
    yield get_persistence().count_players()


def entered(session: Session) -> int:
    with session as one:
        return one.heads


def admins(session: Session) -> list[bool]:
    return [admin for admin in session]


def counted() -> int:
    with counting() as heads:
        return heads


def test_entered() -> None:
    session = MagicMock()
    session.__enter__.return_value.heads = 7
    assert entered(session) == 7
    session.__exit__.assert_called_once()


def test_set() -> None:
    session = Mock()
    session.__enter__ = Mock(return_value=Mock(heads=7))
    session.__exit__ = lambda self, *error: False
    assert entered(session) == 7


def test_iterated() -> None:
    session = MagicMock()
    session.__iter__.return_value = [True, False]
    assert admins(session) == [True, False]


@patch("cases.mocks.test_a_mock_that_is_entered_or_iterated_over.counting")
def test_counted(counting: MagicMock) -> None:
    counting.return_value.__enter__.return_value = 7
    assert counted() == 7
