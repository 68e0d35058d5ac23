from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()


class Fake:
    async def size(self) -> int:
        return 7


async def size() -> int:
    return await Census().size()


@pytest.mark.asyncio
async def test_a_mock_of_its_objects():
    census = AsyncMock()
    census.size.return_value = 3
    with patch("cases.patches.test_what_is_patched_in_for_a_class.Census", return_value=census):
        assert await size() == 3
    census.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_a_fake(monkeypatch):
    monkeypatch.setattr("cases.patches.test_what_is_patched_in_for_a_class.Census", Fake)
    assert await size() == 7
