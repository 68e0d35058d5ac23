from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()


@pytest.mark.asyncio
async def test_the_size_is_the_count() -> None:
    layer = AsyncMock()
    layer.count_players.return_value = 3

    with patch("cases.patches.test_a_patched_accessor_gives_the_async_mock.get_async_persistence", return_value=layer):
        assert await size() == 3
