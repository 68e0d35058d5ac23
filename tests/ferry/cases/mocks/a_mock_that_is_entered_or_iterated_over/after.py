from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from unittest.mock import AsyncMock, MagicMock, Mock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Session:
    def __init__(self, ledger: AsyncPersistenceLayer) -> None:
        self.ledger = ledger

    async def __aenter__(self) -> "Session":
        self.heads = await self.ledger.count_players()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.ledger.is_admin(1)

    async def __aiter__(self) -> AsyncIterator[bool]:
        for number in (1, 2):
            yield await self.ledger.is_admin(number)


@asynccontextmanager
async def counting() -> AsyncIterator[int]:
    yield await get_async_persistence().count_players()


async def entered(session: Session) -> int:
    async with session as one:
        return one.heads


async def admins(session: Session) -> list[bool]:
    return [admin async for admin in session]


async def counted() -> int:
    async with counting() as heads:
        return heads


@pytest.mark.asyncio
async def test_entered() -> None:
    session = MagicMock()
    session.__aenter__.return_value.heads = 7
    assert await entered(session) == 7
    session.__aexit__.assert_awaited_once()


@pytest.mark.asyncio
async def test_set() -> None:
    session = Mock()
    session.__aenter__ = AsyncMock(return_value=Mock(heads=7))
    session.__aexit__ = AsyncMock(side_effect=lambda *error: False)
    assert await entered(session) == 7


@pytest.mark.asyncio
async def test_iterated() -> None:
    session = MagicMock()
    session.__aiter__.return_value = [True, False]
    assert await admins(session) == [True, False]


@pytest.mark.asyncio
@patch("cases.mocks.test_a_mock_that_is_entered_or_iterated_over.counting")
async def test_counted(counting: MagicMock) -> None:
    counting.return_value.__aenter__.return_value = 7
    assert await counted() == 7
