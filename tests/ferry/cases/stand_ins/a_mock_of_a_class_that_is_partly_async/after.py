from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()

    def unit(self) -> str:
        return "players"


class Report:
    def __init__(self, census: Census) -> None:
        self.census = census

    async def text(self) -> str:
        return f"{await self.census.size()} {self.census.unit()}"


@pytest.mark.asyncio
async def test_the_report_asks_the_census():
    census = Mock()
    census.size = AsyncMock()
    census.size.return_value = 4
    census.unit.return_value = "souls"
    assert await Report(census).text() == "4 souls"
    census.size.assert_awaited_once_with()
    census.unit.assert_called_once_with()


@pytest.mark.asyncio
async def test_the_methods_can_be_given():
    census = MagicMock(size=AsyncMock(return_value=4), unit=Mock(return_value="souls"))
    assert await Report(census).text() == "4 souls"


@pytest.mark.asyncio
async def test_a_method_can_be_replaced():
    census = MagicMock()
    census.size = AsyncMock(return_value=4)
    census.unit = Mock(return_value="souls")
    assert await Report(census).text() == "4 souls"
