from unittest.mock import MagicMock, Mock

from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()


class Town:
    def __init__(self, census: Census) -> None:
        self.census = census


def size(town: Town) -> int:
    return town.census.size()


def size_of_any(town) -> int:
    return town.census.size()


def sizes() -> list[int]:
    town = Town(Census())
    return [size(town), size_of_any(town)]


def test_a_town_by_annotation():
    town = MagicMock()
    town.census.size.return_value = 3
    assert size(town) == 3
    town.census.size.assert_called_once_with()


def test_any_town():
    town = Mock()
    town.census.size.return_value = 3
    assert size_of_any(town) == 3


def test_what_the_town_holds_has_a_name():
    town = MagicMock()
    census = town.census
    census.size.return_value = 3
    assert size(town) == 3
    census.size.assert_called_once_with()
