from unittest import mock
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence

HOOKS = {}


def on(event):
    def decorate(function):
        HOOKS.setdefault(event, []).append(function)
        return function

    return decorate


async def fire(event, *arguments):
    for function in HOOKS.get(event, ()):
        await function(event, *arguments)


@on("count")
async def record(event, name):
    print(event, name, await get_async_persistence().count_players())


def ignore(*arguments):
    return None


@pytest.mark.asyncio
async def test_lambdas():
    calls = []
    with mock.patch.dict(HOOKS, {"count": [AsyncMock(side_effect=lambda *arguments: calls.append(arguments))]}):
        await fire("count", "a")
    assert calls == [("count", "a")]


@pytest.mark.asyncio
async def test_functions(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [AsyncMock(side_effect=ignore), *HOOKS["count"]])
    await fire("count", "a")


@pytest.mark.asyncio
async def test_mocks():
    seen = mock.AsyncMock()
    with mock.patch.dict(HOOKS, count=[seen]):
        await fire("count", "a")
    seen.assert_awaited_once_with("count", "a")


@pytest.mark.asyncio
async def test_by_name(monkeypatch):
    handlers = [mock.AsyncMock(), AsyncMock(side_effect=lambda *arguments: None)]
    monkeypatch.setitem(HOOKS, "count", handlers)
    await fire("count", "a")


@pytest.mark.asyncio
async def test_comprehension(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [AsyncMock(side_effect=lambda *arguments: None) for _ in range(2)])
    await fire("count", "a")


@pytest.mark.asyncio
async def test_nothing(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [])
    await fire("count", "a")
