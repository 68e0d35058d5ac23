import dataclasses
from dataclasses import dataclass, replace
from typing import NamedTuple
from unittest.mock import MagicMock

from app.persistence import PersistenceLayer, get_persistence


@dataclass
class Census:
    backing: PersistenceLayer
    most: int = 3

    def is_full(self) -> bool:
        return self.backing.count_players() > self.most


class Pair(NamedTuple):
    backing: PersistenceLayer
    most: int = 3

    def is_empty(self) -> bool:
        return self.backing.count_players() == 0


def build() -> bool:
    return Census(backing=get_persistence()).is_full()


def test_copy() -> None:
    fake = MagicMock()
    fake.count_players.return_value = 7
    census = replace(Census(backing=get_persistence()), backing=fake)
    assert census.is_full()


def test_by_module() -> None:
    fake = MagicMock()
    fake.count_players.return_value = 7
    census = dataclasses.replace(Census(get_persistence()), backing=fake)
    assert census.is_full()


def test_pair() -> None:
    fake = MagicMock()
    fake.count_players.return_value = 7
    pair = Pair(get_persistence())._replace(backing=fake)
    assert not pair.is_empty()
