import sys
from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer | None = None) -> None:
        self.layer = layer or get_async_persistence()

    async def size(self) -> int:
        return await self.layer.count_players()

    def title(self) -> str:
        return "census"


async def report() -> str:
    return f"{await Census().layer.count_players()} players"


@pytest.mark.asyncio
async def test_report() -> None:
    with patch("cases.patches.test_a_patched_class_that_holds_the_layer.Census") as census:
        census.return_value.layer = AsyncMock()
        census.return_value.size = AsyncMock()
        census.return_value.layer.count_players.return_value = 3
        assert await report() == "3 players"


@pytest.mark.asyncio
@patch.object(sys.modules[__name__], "Census")
async def test_report_asks_once(census) -> None:
    census.return_value.layer = AsyncMock()
    census.return_value.size = AsyncMock()
    made = census.return_value
    made.layer.count_players.return_value = 2
    await report()
    made.layer.count_players.assert_awaited_once_with()
