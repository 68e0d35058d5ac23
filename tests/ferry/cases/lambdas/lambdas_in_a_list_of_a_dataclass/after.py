from collections import defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence


@dataclass
class Agenda:
    jobs: list[Callable[[], Awaitable[object]]] = field(default_factory=list)
    named: dict[str, list[Callable[[], Awaitable[object]]]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, Callable[[], Awaitable[object]]] = field(default_factory=dict)

    def every(self, name: str, job: Callable[[], Awaitable[object]]) -> None:
        self.jobs.append(job)
        self.named[name].append(job)
        self.by_name[name] = job

    async def tick(self) -> int:
        for job in self.jobs:
            await job()
        for job in self.named["a"]:
            await job()
        await self.by_name["a"]()
        return len(self.jobs)


@dataclass
class Table:
    jobs: list[Callable[[], Awaitable[object]]]

    async def tick(self) -> int:
        for job in self.jobs:
            await job()
        return len(self.jobs)


def build() -> Agenda:
    layer = get_async_persistence()
    agenda = Agenda()
    agenda.every("a", lambda: layer.count_players())
    return agenda


def table() -> Table:
    layer = get_async_persistence()
    return Table([lambda: layer.count_players()])


@pytest.mark.asyncio
async def test_mock() -> None:
    action = AsyncMock()
    agenda = Agenda()
    agenda.every("a", action)
    assert await agenda.tick() == 1
    action.assert_awaited_with()


@pytest.mark.asyncio
async def test_table() -> None:
    action = AsyncMock()
    assert await Table(jobs=[action]).tick() == 1
    action.assert_awaited_with()
