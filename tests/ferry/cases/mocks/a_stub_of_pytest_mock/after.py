from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence


async def mail(number: int) -> object:
    return await get_async_persistence().get_player_by_id(number)


async def show(number: int) -> str:
    return f"{await mail(number)}"


HANDLERS: dict[str, Callable[[int], Awaitable[object]]] = {"mail": mail}


async def run(name: str) -> object:
    return await HANDLERS[name](1)


@dataclass
class Entry:
    action: Callable[[int], Awaitable[object]]

    async def run(self) -> object:
        return await self.action(1)


def entry() -> Entry:
    return Entry(mail)


class Page:
    def __init__(self, finder):
        self.finder = finder

    async def text(self) -> str:
        return str(await self.finder(1))


def page() -> Page:
    return Page(mail)


@pytest.fixture
def stubbed(mocker):
    return mocker.async_stub()


@pytest.mark.asyncio
async def test_in_a_table(mocker) -> None:
    stub = mocker.async_stub("mail")
    stub.return_value = "x"
    mocker.patch.dict(HANDLERS, {"mail": stub})
    assert await run("mail") == "x"
    stub.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_in_a_patch(mocker) -> None:
    stub = mocker.async_stub(name="mail")
    stub.return_value = "x"
    mocker.patch(f"{__name__}.mail", stub)
    assert await show(1) == "x"
    stub.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_in_a_patch_at_once(mocker, monkeypatch) -> None:
    mocker.patch(f"{__name__}.mail", new=mocker.async_stub())
    await show(1)
    monkeypatch.setattr(f"{__name__}.mail", mocker.async_stub())
    await show(1)


@pytest.mark.asyncio
async def test_in_a_field(mocker) -> None:
    action = mocker.async_stub()
    action.return_value = 3
    assert await Entry(action).run() == 3
    action.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_by_a_constructor(stubbed) -> None:
    stubbed.return_value = 3
    assert await Page(stubbed).text() == "3"
    stubbed.assert_awaited_once_with(1)


def test_not_awaited(mocker) -> None:
    other = mocker.stub("other")
    other(1)
    other.assert_called_once_with(1)


class Census:
    async def heads(self) -> int:
        return await get_async_persistence().count_players()


class Desk:
    def __init__(self, make=Census) -> None:
        self.make = make

    async def sign(self) -> str:
        return str(await self.make().heads())


@pytest.mark.asyncio
async def test_what_makes_objects(mocker) -> None:
    make = mocker.stub()
    make.return_value = AsyncMock()
    make.return_value.heads.return_value = 3
    assert await Desk(make).sign() == "3"
    make.assert_called_once_with()
