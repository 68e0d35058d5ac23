import dataclasses
from dataclasses import dataclass, replace
from typing import NamedTuple
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


@dataclass
class Census:
    backing: AsyncPersistenceLayer
    most: int = 3

    async def is_full(self) -> bool:
        return await self.backing.count_players() > self.most


class Pair(NamedTuple):
    backing: AsyncPersistenceLayer
    most: int = 3

    async def is_empty(self) -> bool:
        return await self.backing.count_players() == 0


async def build() -> bool:
    return await Census(backing=get_async_persistence()).is_full()


@pytest.mark.asyncio
async def test_copy() -> None:
    fake = AsyncMock()
    fake.count_players.return_value = 7
    census = replace(Census(backing=get_async_persistence()), backing=fake)
    assert await census.is_full()


@pytest.mark.asyncio
async def test_by_module() -> None:
    fake = AsyncMock()
    fake.count_players.return_value = 7
    census = dataclasses.replace(Census(get_async_persistence()), backing=fake)
    assert await census.is_full()


@pytest.mark.asyncio
async def test_pair() -> None:
    fake = AsyncMock()
    fake.count_players.return_value = 7
    pair = Pair(get_async_persistence())._replace(backing=fake)
    assert not await pair.is_empty()
