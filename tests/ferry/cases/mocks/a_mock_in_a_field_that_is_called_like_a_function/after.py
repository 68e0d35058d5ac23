from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from unittest.mock import AsyncMock, call

import pytest

from app.persistence.async_layer import get_async_persistence

Action = Callable[[], Awaitable[object]]


@dataclass
class Job:
    action: Action

    async def run(self) -> object:
        return await self.action()


@dataclass
class Repeated(Job):
    times: int = 2


@dataclass
class Watch:
    alarm: Callable[[int], Awaitable[object]] | None = None

    async def notice(self, number: int) -> None:
        if self.alarm is not None:
            await self.alarm(number)


@dataclass
class Agenda:
    jobs: list[Job] = field(default_factory=list)

    def every(self, action: Action) -> None:
        self.jobs.append(Job(action))

    async def tick(self) -> int:
        for job in self.jobs:
            await job.action()
        return len(self.jobs)


async def count() -> object:
    return await get_async_persistence().count_players()


def agenda() -> Agenda:
    found = Agenda()
    found.every(count)
    return found


def watched() -> Watch:
    return Watch(get_async_persistence().get_player_by_id)


@pytest.mark.asyncio
async def test_by_its_place() -> None:
    action = AsyncMock(return_value=3)
    assert await Job(action).run() == 3
    action.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_in_an_heir() -> None:
    action = AsyncMock(return_value=3)
    assert await Repeated(action, times=3).run() == 3
    action.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_in_a_copy() -> None:
    action = AsyncMock(return_value=3)
    assert await replace(Job(count), action=action).run() == 3


@pytest.mark.asyncio
async def test_by_a_method() -> None:
    action = AsyncMock()
    planned = Agenda()
    planned.every(action)
    assert await planned.tick() == 1
    action.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_by_its_name() -> None:
    watch = Watch(alarm=AsyncMock())
    await watch.notice(4)
    await watch.notice(5)
    watch.alarm.assert_has_awaits([call(4), call(5)])


@pytest.mark.asyncio
async def test_nothing_is_held() -> None:
    await Watch().notice(4)
