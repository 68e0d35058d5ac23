from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()

    async def text(self) -> str:
        return f"{await self.size()} players"


def four() -> int:
    return 4


@pytest.mark.asyncio
async def test_by_monkeypatching_the_object(monkeypatch):
    census = Census(AsyncPersistenceLayer("memory"))
    monkeypatch.setattr(census, "size", AsyncMock(side_effect=four))
    assert await census.text() == "4 players"
