from unittest.mock import AsyncMock, MagicMock

import pytest
from pydantic import BaseModel

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census(BaseModel):
    model_config = {"arbitrary_types_allowed": True}

    backing: AsyncPersistenceLayer
    most: int = 3

    async def is_full(self) -> bool:
        return await self.backing.count_players() > self.most


class Named(BaseModel):
    name: str

    def label(self) -> str:
        return self.name

    def is_full(self) -> bool:
        return False


async def build() -> bool:
    return await Census(backing=get_async_persistence()).is_full()


@pytest.mark.asyncio
async def test_construct() -> None:
    fake = AsyncMock()
    fake.count_players.return_value = 7
    census = Census.model_construct(backing=fake, most=2)
    assert await census.is_full()
    fake.count_players.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_spec() -> None:
    fake = MagicMock(spec=AsyncPersistenceLayer)
    fake.count_players.return_value = 7
    census = Census.model_validate({"backing": fake, "most": 2})
    assert await census.is_full()


@pytest.mark.asyncio
async def test_copy() -> None:
    fake = MagicMock(spec=AsyncPersistenceLayer)
    fake.count_players.return_value = 7
    census = Census(backing=fake).model_copy(update={"most": 9})
    assert not await census.is_full()


@pytest.mark.asyncio
async def test_row() -> None:
    fake = MagicMock(spec=AsyncPersistenceLayer)
    fake.count_players.return_value = 7
    row = {"backing": fake, "most": 2}
    census = Census.model_validate(row)
    assert await census.is_full()


def test_named() -> None:
    assert Named.model_validate_json('{"name": "a"}').label() == "a"
    named = Named.model_validate({"name": "a"})
    assert not named.is_full()
