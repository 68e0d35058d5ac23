from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


class Report:
    def __init__(self, census: Census) -> None:
        self.census = census

    async def text(self) -> str:
        return f"{await self.census.size()} players"


@pytest.mark.asyncio
async def test_the_report_asks_the_census():
    census = AsyncMock()
    census.size.return_value = 4
    assert await Report(census).text() == "4 players"
    census.size.assert_awaited_once_with()
