from collections.abc import AsyncIterator
from unittest.mock import AsyncMock, MagicMock, Mock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Repo:
    async def rows(self) -> AsyncIterator[str]:
        for player in await get_async_persistence().list_players():
            yield player.name

    async def size(self) -> int:
        return await get_async_persistence().count_players()


class Report:
    repo = Repo()

    async def names(self) -> list[str]:
        return [row async for row in self.repo.rows()]

    async def size(self) -> int:
        return await self.repo.size()


@pytest.mark.asyncio
async def test_patched_attribute() -> None:
    with patch.object(Report, "repo", new_callable=Mock) as repo:
        repo.size = AsyncMock()
        repo.rows.return_value = MagicMock(**{"__aiter__.return_value": ["r"]})
        repo.size.return_value = 3
        assert await Report().names() == ["r"]
        assert await Report().size() == 3


@pytest.mark.asyncio
async def test_patched_attribute_by_text() -> None:
    with patch(f"{__name__}.Report.repo") as repo:
        repo.size = AsyncMock()
        repo.rows.return_value = MagicMock(**{"__aiter__.return_value": ["r"]})
        assert await Report().names() == ["r"]


@pytest.mark.asyncio
async def test_held() -> None:
    town = MagicMock()
    town.names = AsyncMock()
    town.size = AsyncMock()
    town.repo.rows.return_value = MagicMock(**{"__aiter__.return_value": ["r"]})
    assert await Report.names(town) == ["r"]
