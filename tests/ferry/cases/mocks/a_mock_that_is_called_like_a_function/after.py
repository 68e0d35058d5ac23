from unittest.mock import AsyncMock, call

import pytest

from app.persistence.async_layer import get_async_persistence


async def find(number: int) -> object:
    return await get_async_persistence().get_player_by_id(number)


class Page:
    def __init__(self, finder):
        self.finder = finder

    async def text(self, number: int) -> str:
        return str(await self.finder(number))


def page() -> Page:
    return Page(find)


@pytest.mark.asyncio
async def test_the_text():
    assert await Page(AsyncMock(return_value=4)).text(1) == "4"


@pytest.mark.asyncio
async def test_the_calls():
    finder = AsyncMock(side_effect=[1, 2])
    page = Page(finder)
    assert [await page.text(0), await page.text(0)] == ["1", "2"]
    finder.assert_has_awaits([call(0), call(0)])
