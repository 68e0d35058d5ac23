from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


class Roll:
    def __init__(self, ledger: PersistenceLayer) -> None:
        self.ledger = ledger

    def __enter__(self) -> "Roll":
        self.heads = self.ledger.count_players()
        return self

    def __exit__(self, *error: object) -> None:
        self.ledger.is_admin(1)

    def admins(self) -> Iterator[bool]:
        for number in (1, 2):
            yield self.ledger.is_admin(number)

    @contextmanager
    def counting(self) -> Iterator[int]:
        yield self.ledger.count_players()


def heads_of(roll: Roll) -> int:
    with roll as entered:
        return entered.heads


def admins_of(roll: Roll) -> list[bool]:
    return list(roll.admins())


def counted(roll: Roll) -> int:
    with roll.counting() as heads:
        return heads


def test_entered() -> None:
    roll = MagicMock(heads=7)
    roll.__enter__ = lambda self: self
    assert heads_of(roll) == 7


def test_iterated() -> None:
    roll, other = Mock(), MagicMock()
    roll.admins.return_value = [True, False]
    other.admins.return_value = iter((True,))
    assert admins_of(roll) == admins_of(roll) == [True, False]
    assert admins_of(other) == [True]
    roll.admins.return_value = [n > 1 for n in (1,)]
    assert admins_of(roll) == [False]
    given = MagicMock()
    given.__iter__.return_value = [False]
    roll.admins.return_value = given
    assert admins_of(roll) == [False]


def test_counted() -> None:
    roll = Mock()
    roll.counting.return_value = nullcontext(7)
    assert counted(roll) == 7
    manager = MagicMock()
    manager.__enter__.return_value = 8
    roll.counting.return_value = manager
    assert counted(roll) == 8


def test_told_by_keywords() -> None:
    roll = Mock(admins=Mock(return_value=[True]))
    assert admins_of(roll) == [True]
    spread = MagicMock(**{"admins.return_value": [True], "size": 1})
    assert admins_of(spread) == [True]
    configured = MagicMock()
    configured.configure_mock(**{"admins.return_value": [True]})
    assert admins_of(configured) == [True]


def test_specified() -> None:
    roll = MagicMock(spec=Roll, **{"admins.return_value": [False]})
    assert admins_of(roll) == [False]
    roll.admins.return_value = [True]
    roll.counting.return_value.__enter__.return_value = 7
    assert admins_of(roll) == [True]
    assert counted(roll) == 7
