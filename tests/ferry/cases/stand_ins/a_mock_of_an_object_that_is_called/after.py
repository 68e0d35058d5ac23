from dataclasses import dataclass
from typing import Awaitable, Callable, Dict
from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


@dataclass(frozen=True)
class Command:
    func: Callable[[int], Awaitable[str]]
    admin: bool = False

    async def __call__(self, key: int) -> str:
        return await self.func(key)

    def title(self) -> str:
        return self.func.__name__


COMMANDS: Dict[str, Command] = {}


def command(func: Callable[[int], Awaitable[str]]) -> Callable[[int], Awaitable[str]]:
    COMMANDS[func.__name__] = Command(func)
    return func


@command
async def look(key: int) -> str:
    return f"{await get_async_persistence().get_player_by_id(key)}"


async def dispatch(name: str, key: int) -> str:
    entry = COMMANDS.get(name)
    if entry is None or entry.admin:
        return ""
    return await entry(key)


@pytest.mark.asyncio
async def test_a_command_of_its_own(monkeypatch) -> None:
    entry = AsyncMock(admin=False, return_value="hi", title=MagicMock())
    monkeypatch.setitem(COMMANDS, "hi", entry)
    assert await dispatch("hi", 1) == "hi"
    entry.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_a_command_in_the_call() -> None:
    with patch.dict(COMMANDS, {"hi": AsyncMock(return_value="hi", admin=False, title=MagicMock())}):
        assert await dispatch("hi", 1) == "hi"


def test_a_command_that_tells_its_title(monkeypatch) -> None:
    entry = AsyncMock(admin=False, title=MagicMock())
    entry.title.return_value = "t"
    monkeypatch.setitem(COMMANDS, "hi", entry)
    assert COMMANDS["hi"].title() == "t"


class Clean:
    async def __call__(self, key: int) -> str:
        return f"{await get_async_persistence().get_player_by_id(key)}"


class Desk:
    def __init__(self) -> None:
        self._after = Clean()

    async def close(self, key: int) -> str:
        return await self._after(key)


@pytest.mark.asyncio
async def test_a_patch_of_an_object_that_is_called() -> None:
    desk = Desk()
    with patch.object(desk, "_after", new_callable=AsyncMock) as after:
        await desk.close(1)
    after.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_a_patch_that_tells_what_it_gives() -> None:
    desk = Desk()
    with patch.object(desk, "_after", return_value="x", new_callable=AsyncMock):
        assert await desk.close(1) == "x"
