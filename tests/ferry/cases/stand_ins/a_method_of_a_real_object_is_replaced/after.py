from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()

    async def text(self) -> str:
        return f"{await self.size()} players"


@pytest.mark.asyncio
async def test_by_assignment():
    census = Census(AsyncPersistenceLayer("memory"))
    census.size = AsyncMock(return_value=4)
    assert await census.text() == "4 players"
    census.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_by_patching_the_object():
    census = Census(AsyncPersistenceLayer("memory"))
    with patch.object(census, "size", return_value=4) as size:
        assert await census.text() == "4 players"
    size.assert_awaited_once_with()


@pytest.mark.asyncio
@patch.object(Census, "size")
async def test_by_patching_the_class(size):
    size.return_value = 4
    assert await Census(AsyncPersistenceLayer("memory")).text() == "4 players"
    size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_by_monkeypatching_the_class(monkeypatch):
    monkeypatch.setattr(Census, "size", AsyncMock(side_effect=lambda: 4))
    assert await Census(AsyncPersistenceLayer("memory")).text() == "4 players"
