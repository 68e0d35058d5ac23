# blockers: held_back, mock
from unittest.mock import Mock

from app.persistence import get_persistence


class Tower:
    def size(self) -> int:
        return get_persistence().count_players()


class Keep:
    def __init__(self, tower: Tower) -> None:
        self.tower = tower

    def size(self) -> int:
        return self.tower.size()


def test_the_keys_of_a_table():
    told = {"size": 3}
    tower = Mock(list(told), **{"size.return_value": 3})
    assert Keep(tower).size() == 3
