from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()


@pytest.mark.asyncio
@patch("cases.patches.test_a_decorator_patch_gets_an_async_result.get_async_persistence")
async def test_the_size_is_the_count(get_async_persistence: MagicMock) -> None:
    layer = get_async_persistence.return_value = AsyncMock()
    layer.count_players.return_value = 3

    assert await size() == 3
