from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence

HERE = "cases.patches.test_a_text_in_parts"
TARGET = "cases.patches.test_a_text_in_parts.get_persistence"


class Rules:
    async def allowed(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)


class Page:
    rules = Rules()

    async def show(self, player_id: int) -> str:
        return "yes" if await self.rules.allowed(player_id) else "no"


async def name_of(i: int) -> int:
    return await get_async_persistence().count_players() + i


async def names() -> int:
    return await name_of(3)


@pytest.mark.asyncio
async def test_an_accessor_in_an_f_string() -> None:
    with patch(f"{HERE}.get_async_persistence") as get:
        get.return_value = AsyncMock()
        get.return_value.is_admin.return_value = False
        assert await Page().show(1) == "no"


@pytest.mark.asyncio
@patch(HERE + ".get_async_persistence")
async def test_an_accessor_behind_a_plus(get) -> None:
    get.return_value = AsyncMock()
    get.return_value.is_admin.return_value = False
    assert await Page().show(1) == "no"


@pytest.mark.asyncio
async def test_an_accessor_by_a_constant() -> None:
    with patch("cases.patches.test_a_text_in_parts.get_async_persistence") as get:
        get.return_value = AsyncMock()
        get.return_value.is_admin.return_value = False
        assert await Page().show(1) == "no"


@pytest.mark.asyncio
@patch(f"{HERE}.name_of", return_value=4)
async def test_a_function(name_of) -> None:
    assert await names() == 4


@pytest.mark.asyncio
async def test_a_text_for_monkeypatch(monkeypatch) -> None:
    monkeypatch.setattr(f"{HERE}.name_of", AsyncMock(side_effect=lambda i: 8))
    assert await names() == 8


@pytest.mark.asyncio
async def test_an_attribute_of_this_module() -> None:
    with patch(f"{__name__}.Page.rules") as rules:
        rules.allowed = AsyncMock()
        rules.allowed.return_value = False
        assert await Page().show(1) == "no"


@pytest.mark.asyncio
async def test_a_format() -> None:
    with patch("{}.Rules.allowed".format(HERE), return_value=True):
        assert await Page().show(1) == "yes"


@pytest.mark.asyncio
async def test_a_percent_sign() -> None:
    with patch("%s.Rules.allowed" % HERE, AsyncMock(side_effect=lambda i: True)):
        assert await Page().show(1) == "yes"


class TestPage:
    PAGE = HERE + ".Page"

    @pytest.mark.asyncio
    async def test_a_constant_of_the_class(self) -> None:
        with patch(self.PAGE + ".show", AsyncMock(side_effect=lambda i: "maybe")):
            assert await Page().show(1) == "maybe"

    @pytest.mark.asyncio
    async def test_a_name_of_a_class(self) -> None:
        holder = f"{HERE}.{Rules.__name__}"
        with patch(f"{holder}.allowed", AsyncMock(side_effect=lambda i: True)):
            assert await Page().show(1) == "yes"

    def test_a_text_that_a_loop_makes(self) -> None:
        for name in ("show", "hide"):
            with patch(f"{self.PAGE}.{name}", create=True) as shown:
                shown.assert_not_called()
