from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Rules:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()

    def unit(self) -> str:
        return "players"


async def wholly(layer: AsyncPersistenceLayer) -> int:
    return await Rules(layer).size()


async def text(layer: AsyncPersistenceLayer) -> str:
    census = Census(layer)
    return f"{await census.size()} {census.unit()}"


@pytest.mark.asyncio
@pytest.mark.parametrize("size", [1, 2])
@patch("cases.patches.test_a_patched_class.Rules")
async def test_the_class_is_wholly_async(rules, size):
    rules.return_value = AsyncMock()
    rules.return_value.size.return_value = size
    assert await wholly(AsyncPersistenceLayer("memory")) == size
    rules.return_value.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_the_class_is_partly_async():
    with patch("cases.patches.test_a_patched_class.Census") as census:
        census.return_value.size = AsyncMock()
        census.return_value.size.return_value = 3
        census.return_value.unit.return_value = "cats"
        assert await text(AsyncPersistenceLayer("memory")) == "3 cats"


@pytest.mark.asyncio
async def test_nobody_names_the_mock():
    with patch("cases.patches.test_a_patched_class.Census", **{"return_value.size": AsyncMock()}):
        assert await text(AsyncPersistenceLayer("memory"))


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_class.Census", autospec=True)
async def test_a_specified_mock_follows_by_itself(census):
    census.return_value.size.return_value = 3
    assert await text(AsyncPersistenceLayer("memory"))
