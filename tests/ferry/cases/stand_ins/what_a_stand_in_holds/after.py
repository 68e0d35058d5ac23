from types import SimpleNamespace
from unittest.mock import AsyncMock, Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.ledger = layer

    async def heads(self) -> int:
        return await self.ledger.count_players()

    async def double(self) -> int:
        return 2 * await self.heads()


async def admin(census: Census) -> bool:
    return await census.ledger.is_admin(1)


@pytest.mark.asyncio
async def test_its_own_object() -> None:
    census = AsyncMock()
    census.ledger = AsyncMock()
    census.ledger.count_players.return_value = 3
    assert await Census.heads(census) == 3
    census.ledger.count_players.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_its_own_method() -> None:
    census = AsyncMock()
    census.heads.return_value = 3
    assert await Census.double(census) == 6


@pytest.mark.asyncio
async def test_one_with_a_spec() -> None:
    census = Mock(spec=Census)
    census.ledger = AsyncMock()
    census.ledger.count_players.return_value = 3
    assert await Census.heads(census) == 3


@pytest.mark.asyncio
async def test_one_that_is_told() -> None:
    layer = AsyncMock()
    layer.is_admin.return_value = True
    assert await admin(AsyncMock(ledger=layer))


@pytest.mark.asyncio
async def test_one_that_is_told_later() -> None:
    census = AsyncMock()
    layer = AsyncMock()
    census.ledger = layer
    layer.is_admin.return_value = True
    assert await admin(census)


@pytest.mark.asyncio
async def test_one_that_is_passed() -> None:
    census = AsyncMock()
    census.ledger = AsyncMock()
    census.ledger.is_admin.return_value = True
    assert await admin(census)


@pytest.mark.asyncio
async def test_a_namespace() -> None:
    layer = AsyncMock()
    layer.count_players.return_value = 3
    assert await Census.heads(SimpleNamespace(ledger=layer)) == 3
