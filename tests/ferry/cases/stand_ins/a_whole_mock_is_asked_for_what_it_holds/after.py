from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Helper:
    def text(self) -> str:
        return "t"


class Report:
    def __init__(self) -> None:
        self.helper = Helper()

    async def size(self) -> str:
        return self.helper.text() + str(await get_async_persistence().count_players())


async def show(report: Report) -> str:
    return report.helper.text() + await report.size()


async def show_all() -> str:
    return await show(Report())


@pytest.mark.asyncio
async def test_held() -> None:
    town = MagicMock()
    town.size = AsyncMock()
    town.helper.text.return_value = "r"
    town.size.return_value = "3"
    assert await show(town) == "r3"
