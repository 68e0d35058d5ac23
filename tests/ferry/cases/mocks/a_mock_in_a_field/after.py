from dataclasses import dataclass, field
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


@dataclass
class Census:
    rolls: AsyncPersistenceLayer
    seen: list[int] = field(default_factory=list)

    async def heads(self) -> int:
        self.seen.append(await self.rolls.count_players())
        return self.seen[-1]


@dataclass(frozen=True)
class Report:
    census: Census

    async def show(self) -> str:
        return f"{await self.census.heads()} players"


class FakeCensus:
    async def heads(self) -> int:
        return 7


@pytest.mark.asyncio
async def test_by_its_place() -> None:
    layer = AsyncMock()
    layer.count_players.return_value = 3
    assert await Census(layer).heads() == 3
    layer.count_players.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_by_its_name() -> None:
    layer = AsyncMock()
    layer.count_players.side_effect = [3, 4]
    report = Report(Census(rolls=layer))
    assert [await report.show(), await report.show()] == ["3 players", "4 players"]


@pytest.mark.asyncio
async def test_a_fake() -> None:
    assert await Report(FakeCensus()).show() == "7 players"
