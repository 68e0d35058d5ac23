from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()

    def title(self, text: str) -> str:
        return text.title()


class Town:
    def __init__(self, census: Census) -> None:
        self.census = census


async def describe(town: Town) -> str:
    return f"{town.census.title('hall')}: {await town.census.size()}"


@pytest.mark.asyncio
async def test_describe() -> None:
    town = Mock(**{"census.size.return_value": 3, "census.title.side_effect": str.upper}, **{"census.size": AsyncMock()})
    assert await describe(town) == "HALL: 3"


@pytest.mark.asyncio
async def test_describe_later() -> None:
    town = MagicMock()
    town.census.size = AsyncMock()
    town.configure_mock(**{"census.size.return_value": 2, "census.title.return_value": "Hall"})
    assert await describe(town) == "Hall: 2"
