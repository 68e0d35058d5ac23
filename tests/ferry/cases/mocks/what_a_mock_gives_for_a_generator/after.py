from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Roll:
    def __init__(self, ledger: AsyncPersistenceLayer) -> None:
        self.ledger = ledger

    async def __aenter__(self) -> "Roll":
        self.heads = await self.ledger.count_players()
        return self

    async def __aexit__(self, *error: object) -> None:
        await self.ledger.is_admin(1)

    async def admins(self) -> AsyncIterator[bool]:
        for number in (1, 2):
            yield await self.ledger.is_admin(number)

    @asynccontextmanager
    async def counting(self) -> AsyncIterator[int]:
        yield await self.ledger.count_players()


async def heads_of(roll: Roll) -> int:
    async with roll as entered:
        return entered.heads


async def admins_of(roll: Roll) -> list[bool]:
    return [item async for item in roll.admins()]


async def counted(roll: Roll) -> int:
    async with roll.counting() as heads:
        return heads


@pytest.mark.asyncio
async def test_entered() -> None:
    roll = MagicMock(heads=7)
    roll.__aenter__ = AsyncMock(return_value=roll)
    assert await heads_of(roll) == 7


@pytest.mark.asyncio
async def test_iterated() -> None:
    roll, other = Mock(), MagicMock()
    roll.admins.return_value = MagicMock(**{"__aiter__.return_value": [True, False]})
    other.admins.return_value = MagicMock(**{"__aiter__.return_value": iter((True,))})
    assert await admins_of(roll) == await admins_of(roll) == [True, False]
    assert await admins_of(other) == [True]
    roll.admins.return_value = MagicMock(**{"__aiter__.return_value": [n > 1 for n in (1,)]})
    assert await admins_of(roll) == [False]
    given = MagicMock()
    given.__aiter__.return_value = [False]
    roll.admins.return_value = given
    assert await admins_of(roll) == [False]


@pytest.mark.asyncio
async def test_counted() -> None:
    roll = Mock()
    roll.counting.return_value = nullcontext(7)
    assert await counted(roll) == 7
    manager = MagicMock()
    manager.__aenter__.return_value = 8
    roll.counting.return_value = manager
    assert await counted(roll) == 8


@pytest.mark.asyncio
async def test_told_by_keywords() -> None:
    roll = Mock(admins=Mock(return_value=MagicMock(**{"__aiter__.return_value": [True]})))
    assert await admins_of(roll) == [True]
    spread = MagicMock(**{"admins.return_value": MagicMock(**{"__aiter__.return_value": [True]}), "size": 1})
    assert await admins_of(spread) == [True]
    configured = MagicMock()
    configured.configure_mock(**{"admins.return_value": MagicMock(**{"__aiter__.return_value": [True]})})
    assert await admins_of(configured) == [True]


@pytest.mark.asyncio
async def test_specified() -> None:
    roll = MagicMock(spec=Roll, **{"admins.return_value": MagicMock(**{"__aiter__.return_value": [False]})})
    assert await admins_of(roll) == [False]
    roll.admins.return_value = MagicMock(**{"__aiter__.return_value": [True]})
    roll.counting.return_value = MagicMock()
    roll.counting.return_value.__aenter__.return_value = 7
    assert await admins_of(roll) == [True]
    assert await counted(roll) == 7
