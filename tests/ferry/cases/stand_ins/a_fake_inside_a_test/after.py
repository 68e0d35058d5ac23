import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()


class Page:
    def __init__(self, census: Census) -> None:
        self.census = census

    async def text(self) -> str:
        return f"{await self.census.size()} players"


@pytest.mark.asyncio
async def test_the_text():
    class Fake:
        async def size(self) -> int:
            return 7

    assert await Page(Fake()).text() == "7 players"
