from unittest import mock
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence

HOOKS = {}
COMMANDS = {}


def on(event):
    def decorate(function):
        HOOKS.setdefault(event, []).append(function)
        COMMANDS[event] = function
        return function

    return decorate


async def fire(event):
    for function in HOOKS.get(event, ()):
        await function(event)


async def call(event):
    return await COMMANDS[event](event)


@on("count")
async def count(event):
    return event, await get_async_persistence().count_players()


class Shop:
    hooks = {"count": [count]}
    commands = {"count": count}

    async def fire(self, event):
        for function in self.hooks[event]:
            await function(event)

    async def call(self, event):
        return await self.commands[event](event)


@pytest.mark.asyncio
async def test_a_variable():
    told = {"count": AsyncMock(side_effect=lambda event: 3)}
    with mock.patch.dict(COMMANDS, told):
        assert await call("count") == 3


@pytest.mark.asyncio
async def test_names():
    with mock.patch.dict(COMMANDS, dict(count=mock.AsyncMock(return_value=4))):
        assert await call("count") == 4


@pytest.mark.asyncio
async def test_what_is_spread():
    told = {"count": mock.AsyncMock(return_value=5)}
    with mock.patch.dict(COMMANDS, **told):
        assert await call("count") == 5


@pytest.mark.asyncio
@mock.patch.dict(HOOKS, values={"count": [AsyncMock(side_effect=lambda event: 1)]})
async def test_decorated():
    await fire("count")


@pytest.mark.asyncio
async def test_lists_in_another_table(monkeypatch):
    seen = mock.AsyncMock()
    monkeypatch.setattr(Shop, "hooks", {"count": [seen]})
    await Shop().fire("count")
    seen.assert_awaited_once_with("count")


@pytest.mark.asyncio
async def test_another_table(monkeypatch):
    made = {name: mock.AsyncMock() for name in ("count", "list")}
    monkeypatch.setattr(Shop, "commands", made)
    await Shop().call("list")


@pytest.mark.asyncio
async def test_one_for_all(monkeypatch):
    made = dict.fromkeys(["count"], mock.AsyncMock(return_value=6))
    monkeypatch.setattr(Shop, "commands", made)
    assert await Shop().call("count") == 6
