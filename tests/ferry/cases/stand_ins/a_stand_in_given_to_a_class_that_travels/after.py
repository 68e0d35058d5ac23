from typing import Any, ClassVar
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


class Page:
    pages: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        Page.pages[cls.__name__.lower()] = cls

    def __init__(self, census: Any) -> None:
        self.census = census

    async def text(self) -> str:
        return f"{await self.census.size()} players"


class Front(Page):
    pass


class Sheet:
    def __init__(self, layer: Any) -> None:
        self.layer = layer

    async def width(self) -> int:
        return await self.layer.count_players() * 2


SHEETS = {"wide": Sheet}


async def show(name: str) -> list[object]:
    layer = get_async_persistence()
    return [await Page.pages[name](Census(layer)).text(), await SHEETS["wide"](layer).width()]


class FakeCensus:
    async def size(self) -> int:
        return 4


class OtherCensus:
    async def size(self) -> int:
        return 5


@pytest.fixture(params=[Page, Front])
def kind(request):
    return request.param


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", [Page, Front])
async def test_a_class_of_the_rows(kind):
    assert await kind(FakeCensus()).text() == "4 players"


@pytest.mark.asyncio
async def test_a_class_that_a_fixture_gives(kind):
    assert await kind(OtherCensus()).text() == "5 players"


@pytest.mark.asyncio
async def test_a_class_out_of_a_table():
    layer = AsyncMock()
    layer.count_players.return_value = 3
    assert await SHEETS["wide"](layer).width() == 6


@pytest.mark.asyncio
async def test_a_class_in_a_loop():
    for sheet in SHEETS.values():
        layer = AsyncMock()
        layer.count_players.return_value = 4
        assert await sheet(layer).width() == 8
