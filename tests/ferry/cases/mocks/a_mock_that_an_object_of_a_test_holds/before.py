from unittest.mock import MagicMock

import pytest

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


class Case:
    pass


@pytest.fixture
def bag():
    class Bag:
        pass

    made = Bag()
    made.ledger = MagicMock()
    made.ledger.get_player.return_value = "x"
    return made


def test_given_by_a_fixture(bag) -> None:
    assert Census(bag.ledger).name() == "x"
    bag.ledger.get_player.assert_called_once_with(1)


def test_local() -> None:
    case = Case()
    case.register = MagicMock()
    case.register.get_player.return_value = "x"
    assert Census(case.register).name() == "x"


class TestPrepared:
    def setup_method(self) -> None:
        self.case = Case()
        self.case.roll = MagicMock()
        self.case.roll.get_player.return_value = "x"

    def test_prepared(self) -> None:
        assert Census(self.case.roll).name() == "x"
