"""The cache by itself: what it keeps, and who waits for which reading. The order of events is the test's own."""

import asyncio
from collections.abc import Coroutine
from typing import Any

import pytest
from sqlalchemy import select

from persistence.cached import CachedView
from persistence.caching.cache import Cache
from persistence.errors import PersistenceError, UnavailableError, ValidationError

VIEW: CachedView[int] = CachedView(select(1), lambda rows: 0, "things")
OTHER: CachedView[int] = CachedView(select(1), lambda rows: 0, "others")


class Source:
    """A database whose readings end when the test says so."""

    def __init__(self) -> None:
        self.readings: list[asyncio.Future[int]] = []
        self.hears = True
        self.tasks: list[asyncio.Task[None]] = []
        self.cache = Cache(self.load, self.start, lambda: self.hears)

    async def load(self, view: CachedView[Any]) -> int:
        self.readings.append(asyncio.get_running_loop().create_future())
        return await self.readings[-1]

    def start(self, work: Coroutine[Any, Any, None]) -> None:
        self.tasks.append(asyncio.create_task(work))

    def call(self, view: CachedView[int] = VIEW) -> "asyncio.Task[int]":
        return asyncio.create_task(self.cache.get(view))

    async def keep(self, value: int, view: CachedView[int] = VIEW) -> None:
        call = self.call(view)
        await turns()
        self.readings[-1].set_result(value)
        assert await call == value


async def turns() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


@pytest.mark.asyncio
async def test_a_value_is_read_once() -> None:
    source = Source()
    await source.keep(1)

    assert [await source.cache.get(VIEW) for _ in range(3)] == [1, 1, 1]
    assert len(source.readings) == 1


@pytest.mark.asyncio
async def test_a_change_drops_what_was_made_from_its_table() -> None:
    source = Source()
    await source.keep(1)
    await source.keep(2, OTHER)

    source.cache.drop("things")

    await source.keep(3)
    assert await source.cache.get(OTHER) == 2


@pytest.mark.asyncio
async def test_a_change_that_may_be_anywhere_drops_everything() -> None:
    source = Source()
    await source.keep(1)
    await source.keep(2, OTHER)

    source.cache.drop(None)

    await source.keep(3)
    await source.keep(4, OTHER)


@pytest.mark.asyncio
async def test_a_change_during_the_reading_keeps_its_result_from_being_kept() -> None:
    source = Source()
    call = source.call()
    await turns()

    source.cache.drop("things")
    source.readings[0].set_result(1)

    assert await call == 1
    await source.keep(2)


@pytest.mark.asyncio
async def test_who_calls_during_a_reading_waits_for_the_next_with_all_others() -> None:
    source = Source()
    first = source.call()
    await turns()
    source.cache.drop("things")
    later = [source.call() for _ in range(3)]
    await turns()

    source.readings[0].set_result(1)
    await turns()
    source.readings[1].set_result(2)

    assert await first == 1
    assert await asyncio.gather(*later) == [2, 2, 2]
    assert len(source.readings) == 2


@pytest.mark.asyncio
async def test_nothing_is_used_or_kept_while_changes_are_not_heard_of() -> None:
    source = Source()
    await source.keep(1)

    source.hears = False
    await source.keep(2)
    await source.keep(3)
    source.hears = True
    assert await source.cache.get(VIEW) == 1  # the listener drops everything before it hears again

    source.cache.drop(None)
    source.hears = False
    call = source.call()
    await turns()
    source.hears = True
    source.readings[-1].set_result(4)
    assert await call == 4
    await source.keep(5)


@pytest.mark.asyncio
async def test_an_error_reaches_all_who_wait_each_with_an_own_one_and_is_not_kept() -> None:
    source = Source()
    calls = [source.call() for _ in range(2)]
    await turns()

    source.readings[0].set_exception(ValidationError("name", "be text"))
    errors = await asyncio.gather(*calls, return_exceptions=True)

    assert [(type(error), str(error)) for error in errors] == [(ValidationError, "name must be text")] * 2
    assert errors[0] is not errors[1]
    await source.keep(1)


@pytest.mark.asyncio
async def test_rows_of_which_no_value_can_be_made_are_an_error_that_tells_why() -> None:
    source = Source()
    call = source.call()
    await turns()
    source.readings[-1].set_exception(TypeError("not a mapping"))

    with pytest.raises(PersistenceError, match="unexpected TypeError: not a mapping"):
        await call


@pytest.mark.asyncio
async def test_a_caller_that_leaves_takes_nobody_with_it() -> None:
    source = Source()
    leaver, other = source.call(), source.call()
    await turns()

    leaver.cancel()
    await turns()
    source.readings[0].set_result(1)

    assert await other == 1
    assert leaver.cancelled()
    assert await source.cache.get(VIEW) == 1


@pytest.mark.asyncio
async def test_when_the_task_is_ended_nobody_waits_for_ever() -> None:
    source = Source()
    first = source.call()
    await turns()
    second = source.call()
    await turns()

    source.tasks[0].cancel()

    for call in (first, second):
        with pytest.raises(UnavailableError, match="the layer was closed"):
            await call
