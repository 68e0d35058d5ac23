from types import SimpleNamespace
from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.ledger = layer

    def heads(self) -> int:
        return self.ledger.count_players()

    def double(self) -> int:
        return 2 * self.heads()


def admin(census: Census) -> bool:
    return census.ledger.is_admin(1)


def test_its_own_object() -> None:
    census = Mock()
    census.ledger.count_players.return_value = 3
    assert Census.heads(census) == 3
    census.ledger.count_players.assert_called_once_with()


def test_its_own_method() -> None:
    census = Mock()
    census.heads.return_value = 3
    assert Census.double(census) == 6


def test_one_with_a_spec() -> None:
    census = Mock(spec=Census)
    census.ledger = Mock()
    census.ledger.count_players.return_value = 3
    assert Census.heads(census) == 3


def test_one_that_is_told() -> None:
    layer = MagicMock()
    layer.is_admin.return_value = True
    assert admin(MagicMock(ledger=layer))


def test_one_that_is_told_later() -> None:
    census = MagicMock()
    layer = MagicMock()
    census.ledger = layer
    layer.is_admin.return_value = True
    assert admin(census)


def test_one_that_is_passed() -> None:
    census = MagicMock()
    census.ledger.is_admin.return_value = True
    assert admin(census)


def test_a_namespace() -> None:
    layer = Mock()
    layer.count_players.return_value = 3
    assert Census.heads(SimpleNamespace(ledger=layer)) == 3
