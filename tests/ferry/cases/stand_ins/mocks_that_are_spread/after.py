from dataclasses import dataclass, replace
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Rule:
    async def check(self, player_id: int) -> str:
        return "admin" if await get_async_persistence().is_admin(player_id) else ""


@dataclass
class Titled:
    title: str


@dataclass
class Page(Titled):
    rule: Rule

    async def show(self, player_id: int) -> str:
        return self.title + await self.rule.check(player_id)


@pytest.mark.asyncio
async def test_a_field_by_its_place() -> None:
    rule = AsyncMock()
    rule.check.return_value = "no"
    assert await Page("?", rule).show(1) == "?no"


@pytest.mark.asyncio
async def test_a_table() -> None:
    parts = {"rule": AsyncMock(check=AsyncMock(return_value="no")), "title": "?"}
    assert await Page(**parts).show(1) == "?no"


@pytest.mark.asyncio
async def test_a_table_by_names() -> None:
    parts = dict(rule=AsyncMock(), title="?")
    parts["rule"].check.return_value = "no"
    assert await Page(**parts).show(1) == "?no"


@pytest.mark.asyncio
async def test_a_copy() -> None:
    page = Page("?", Rule())
    assert await replace(page, rule=AsyncMock(check=AsyncMock(return_value="no"))).show(1) == "?no"


@pytest.mark.asyncio
async def test_a_function_of_the_test() -> None:
    def check(player_id: int) -> str:
        return "no"

    assert await Page("?", AsyncMock(check=AsyncMock(side_effect=check))).show(1) == "?no"


@pytest.mark.asyncio
async def test_a_mock_that_is_told_another() -> None:
    check = AsyncMock(return_value="no")
    assert await Page("?", AsyncMock(check=check)).show(1) == "?no"
