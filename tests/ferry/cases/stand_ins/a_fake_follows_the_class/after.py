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


class FakeCensus:
    async def size(self) -> int:
        return 4


class Shoe:
    def size(self) -> int:
        return 42


@pytest.mark.asyncio
async def test_the_report_asks_the_census():
    assert await Report(FakeCensus()).text() == "4 players"


def test_a_shoe():
    assert Shoe().size() == 42
