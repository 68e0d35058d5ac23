import asyncio
from unittest.mock import Mock

import pytest

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def size(self) -> int:
        return self.persistence.count_players()


def size_of(persistence: PersistenceLayer) -> int:
    return persistence.count_players()


def doubled(census: Census) -> int:
    return census.size() * 2


@pytest.mark.asyncio
async def test_the_facade_in_a_thread() -> None:
    persistence = Mock()
    persistence.count_players.return_value = 3
    assert await asyncio.to_thread(size_of, persistence) == 3
    persistence.count_players.assert_called_once_with()


@pytest.mark.asyncio
async def test_a_class_in_a_thread() -> None:
    census = Mock()
    census.size.return_value = 3
    assert await asyncio.to_thread(doubled, census=census) == 6
