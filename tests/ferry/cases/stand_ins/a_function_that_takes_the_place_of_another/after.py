from unittest.mock import patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Desk:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def show(self, number: int) -> str:
        return f"<{await self.layer.get_player_by_id(number)}>"

    async def show_loud(self, number: int) -> str:
        return f"<{await self.layer.get_player_by_id(number)}>".upper()


async def title(number: int) -> str:
    return "Dear " + await Desk(get_async_persistence()).show(number)


async def text(number: int) -> str:
    return f"{await title(number)}!"


TITLES = {"short": title}


async def by_name(name: str, number: int) -> str:
    return await TITLES[name](number)


@pytest.mark.asyncio
async def test_a_method_of_the_same_class() -> None:
    with patch.object(Desk, "show", Desk.show_loud):
        assert await title(1) == "Dear <ANN>"


@pytest.mark.asyncio
async def test_a_function(monkeypatch) -> None:
    async def plain(number: int) -> str:
        return str(await get_async_persistence().get_player_by_id(number))

    monkeypatch.setattr("cases.stand_ins.test_a_function_that_takes_the_place_of_another.title", plain)
    assert await text(1) == "ann!"


@pytest.mark.asyncio
async def test_a_table(monkeypatch) -> None:
    async def marked(number: int) -> str:
        return f"* {await get_async_persistence().get_player_by_id(number)}"

    monkeypatch.setitem(TITLES, "marked", marked)
    assert await by_name("marked", 1) == "* ann"
    with patch.dict(TITLES, {"again": marked}):
        assert await by_name("again", 1) == "* ann"
