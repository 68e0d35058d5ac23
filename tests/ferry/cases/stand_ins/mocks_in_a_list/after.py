from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Rule:
    async def check(self, player_id: int) -> str:
        return "admin" if await get_async_persistence().is_admin(player_id) else ""


RULES: list[Rule] = [Rule()]


class Checker:
    def __init__(self) -> None:
        self.rules: list[Rule] = [Rule()]

    async def check(self, player_id: int) -> list[str]:
        return [await rule.check(player_id) for rule in self.rules]


async def check_all(player_id: int) -> list[str]:
    return [await rule.check(player_id) for rule in RULES]


@pytest.mark.asyncio
async def test_a_list_on_an_object() -> None:
    rule = AsyncMock()
    rule.check.return_value = "no"
    checker = Checker()
    checker.rules = [rule]
    assert await checker.check(1) == ["no"]
    rule.check.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_a_list_that_monkeypatch_sets(monkeypatch) -> None:
    checker = Checker()
    monkeypatch.setattr(checker, "rules", [AsyncMock(check=AsyncMock(return_value="no"))])
    assert await checker.check(1) == ["no"]


@pytest.mark.asyncio
async def test_a_list_of_the_module() -> None:
    rule = AsyncMock(check=AsyncMock(side_effect=lambda player_id: "none"))
    with patch(f"{__name__}.RULES", new=[rule, AsyncMock(check=AsyncMock(return_value="no"))]):
        assert await check_all(1) == ["none", "no"]
