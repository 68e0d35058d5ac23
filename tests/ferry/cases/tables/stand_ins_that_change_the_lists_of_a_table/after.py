from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence

HOOKS = {}


async def fire(event):
    for function in HOOKS.get(event, ()):
        await function(event)


async def count(event):
    return event, await get_async_persistence().count_players()


HOOKS["count"] = [count]


@pytest.mark.asyncio
async def test_append():
    seen = AsyncMock()
    HOOKS["count"].append(seen)
    await fire("count")
    seen.assert_awaited_once_with("count")


@pytest.mark.asyncio
async def test_extend():
    HOOKS["count"].extend([AsyncMock(), AsyncMock()])
    await fire("count")


@pytest.mark.asyncio
async def test_a_slice():
    HOOKS["count"][:] = [AsyncMock()]
    await fire("count")


@pytest.mark.asyncio
async def test_an_item():
    HOOKS["count"][0] = AsyncMock()
    await fire("count")


@pytest.mark.asyncio
async def test_another_list():
    seen = AsyncMock()
    HOOKS["count"] = [seen]
    await fire("count")
    seen.assert_awaited_once_with("count")
