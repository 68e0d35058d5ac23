from types import SimpleNamespace
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Guide:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self, number: int) -> str:
        return str(await self.layer.get_player_by_id(number))

    async def place(self, number: int) -> str:
        return str(await self.layer.get_player_by_id(number))

    def title(self) -> str:
        return "guide"


class Tour:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    async def start(self) -> str:
        return f"{self.guide.title()} {await self.guide.place(1)}"

    async def led_by(self) -> str:
        return await self.guide.name(1)


@pytest.mark.asyncio
async def test_in_a_table() -> None:
    mocks = {"guide": AsyncMock(title=MagicMock()), "bus": MagicMock()}
    mocks["guide"].place.return_value = "hall"
    mocks["guide"].title.return_value = "a"
    assert await Tour(mocks["guide"]).start() == "a hall"
    assert mocks["bus"].place(1) is not None
    mocks["guide"].place.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_in_a_list() -> None:
    guides = [AsyncMock(title=MagicMock()), AsyncMock(title=MagicMock())]
    for number, guide in enumerate(guides):
        guide.name.return_value = f"g{number}"
    assert [await Tour(guide).led_by() for guide in guides] == ["g0", "g1"]


@pytest.mark.asyncio
async def test_of_another_mock() -> None:
    bureau = Mock()
    bureau.guide.name = AsyncMock()
    bureau.guide.place = AsyncMock()
    bureau.guide.place.return_value = "hall"
    bureau.guide.title.return_value = "a"
    assert await Tour(bureau.guide).start() == "a hall"
    bureau.guide.place.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_given_by_another_mock() -> None:
    bureau = Mock()
    bureau.guide_of.return_value.name = AsyncMock()
    bureau.guide_of.return_value.place = AsyncMock()
    bureau.guide_of.return_value.name.return_value = "g"
    assert await Tour(bureau.guide_of(3)).led_by() == "g"


@pytest.mark.asyncio
async def test_on_a_namespace() -> None:
    bureau = SimpleNamespace(guide=AsyncMock(title=MagicMock()))
    bureau.guide.name.return_value = "g"
    assert await Tour(bureau.guide).led_by() == "g"


@pytest.mark.asyncio
@pytest.mark.parametrize("guide", [AsyncMock(**{"name.return_value": "g"}, title=MagicMock()), AsyncMock(**{"name.return_value": "g"}, title=MagicMock())])
async def test_from_rows(guide) -> None:
    assert await Tour(guide).led_by() == "g"
