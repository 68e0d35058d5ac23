from unittest.mock import AsyncMock, Mock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()

    def unit(self) -> str:
        return "players"


@pytest.mark.asyncio
async def test_several_methods_at_once():
    with patch.multiple(Census, size=AsyncMock(return_value=2), unit=Mock(return_value="cats")):
        assert await Census().size() == 2


@pytest.mark.asyncio
async def test_the_class_is_named():
    with patch.multiple("cases.patches.test_a_patch_of_several.Census", size=AsyncMock(side_effect=lambda: 2)):
        assert await Census().size() == 2
