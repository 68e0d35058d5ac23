from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()


@pytest.mark.asyncio
async def test_the_size_is_the_count() -> None:
    with patch("cases.patches.test_the_result_of_a_patched_accessor_is_set_in_place.get_async_persistence") as accessor:
        accessor.return_value = AsyncMock()
        accessor.return_value.count_players.return_value = 3

        assert await size() == 3
