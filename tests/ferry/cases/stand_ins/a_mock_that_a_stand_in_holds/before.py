from types import SimpleNamespace
from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def size(self) -> int:
        return self.persistence.count_players()

    def name(self) -> str:
        return "census"


class Town:
    def __init__(self, census: Census) -> None:
        self.census = census


def size(town: Town) -> int:
    return town.census.size()


def test_one_with_a_spec_in_a_plain_one() -> None:
    town = Mock(census=Mock(spec=Census))
    town.census.size.return_value = 3
    assert size(town) == 3


def test_a_plain_one_with_a_name_in_a_plain_one() -> None:
    census = Mock()
    census.size.return_value = 3
    assert size(Mock(census=census)) == 3
    census.size.assert_called_once_with()


def test_a_plain_one_that_is_told_what_its_methods_give() -> None:
    assert size(Mock(census=Mock(**{"size.return_value": 3}))) == 3


def test_a_plain_one_in_one_with_a_spec() -> None:
    town = MagicMock(spec=Town, census=Mock())
    town.census.size.return_value = 3
    assert size(town) == 3


def test_a_plain_one_that_is_put_into_one_with_a_spec() -> None:
    town = Mock(spec=Town)
    town.census = Mock()
    town.census.size.return_value = 3
    assert size(town) == 3


def test_a_plain_one_in_a_namespace() -> None:
    census = Mock()
    census.size.return_value = 3
    assert size(SimpleNamespace(census=census)) == 3
