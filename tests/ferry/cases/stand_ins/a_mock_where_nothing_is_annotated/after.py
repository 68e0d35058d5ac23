from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self):
        return await get_async_persistence().count_players()

    def unit(self):
        return "players"


class Page:
    def __init__(self, census):
        self.census = census

    async def text(self):
        return f"{await self.census.size()} {self.census.unit()}"


def page():
    return Page(Census())


@pytest.mark.asyncio
async def test_the_text():
    census = MagicMock()
    census.size = AsyncMock()
    census.size.return_value = 7
    census.unit.return_value = "cats"
    assert await Page(census).text() == "7 cats"
