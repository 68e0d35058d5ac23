from unittest.mock import AsyncMock, Mock, NonCallableMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()

    def title(self) -> str:
        return "census"


class Board:
    def __init__(self, census: Census) -> None:
        self.census = census

    async def text(self) -> str:
        return f"{self.census.title()}: {await self.census.size()}"


NAMES = ["size", "title"]


@pytest.mark.asyncio
async def test_a_list():
    census = Mock(spec=["size", "title"])
    census.size = AsyncMock()
    census.size.return_value = 3
    census.title.return_value = "c"
    assert await Board(census).text() == "c: 3"
    census.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_a_tuple():
    assert await Board(Mock(("size", "title"), **{"size.return_value": 3, "title.return_value": "c"}, size=AsyncMock())).text() == "c: 3"


@pytest.mark.asyncio
async def test_a_variable():
    assert await Board(Mock(spec_set=NAMES, size=AsyncMock(return_value=3), title=lambda: "c")).text() == "c: 3"


def test_one_that_lacks_it():
    census = Mock(spec=["title"])
    census.title.return_value = "c"
    assert Board(census).census.title() == "c"


@pytest.mark.asyncio
async def test_one_that_cannot_be_called():
    census = NonCallableMock()
    census.size = AsyncMock()
    census.size.return_value = 3
    census.title.return_value = "c"
    assert await Board(census).text() == "c: 3"


@pytest.mark.asyncio
async def test_a_variable_of_the_test():
    names = ["size", "title"]
    census = Mock(spec=names)
    census.size = AsyncMock()
    census.size.return_value = 3
    census.title.return_value = "c"
    assert await Board(census).text() == "c: 3"
