from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence

PLACE = "cases.patches.test_what_texts_tell_a_patched_accessor.get_persistence"


async def name(key: int) -> str:
    return str(await get_async_persistence().get_player_by_id(key))


@pytest.mark.asyncio
async def test_where_it_is_made() -> None:
    with patch("cases.patches.test_what_texts_tell_a_patched_accessor.get_async_persistence", **{"return_value.get_player_by_id.return_value": "x"}, return_value=AsyncMock()):
        assert await name(1) == "x"


@pytest.mark.asyncio
async def test_later() -> None:
    with patch("cases.patches.test_what_texts_tell_a_patched_accessor.get_async_persistence") as accessor:
        accessor.return_value = AsyncMock()
        accessor.configure_mock(**{"return_value.get_player_by_id.side_effect": ["x", "y"]})
        assert await name(1) + await name(2) == "xy"
