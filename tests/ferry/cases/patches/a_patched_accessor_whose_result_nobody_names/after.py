from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def remove(number: int) -> str:
    await get_async_persistence().delete_player(number)
    return "gone"


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_accessor_whose_result_nobody_names.get_async_persistence")
async def test_it_is_gone(get_async_persistence) -> None:
    get_async_persistence.return_value = AsyncMock()
    assert await remove(1) == "gone"


@pytest.mark.asyncio
async def test_it_is_gone_in_a_block() -> None:
    with patch("cases.patches.test_a_patched_accessor_whose_result_nobody_names.get_async_persistence", return_value=AsyncMock()):
        assert await remove(1) == "gone"
