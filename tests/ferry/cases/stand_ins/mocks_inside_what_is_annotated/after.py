from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from unittest.mock import AsyncMock, Mock

import pytest

from app.persistence.async_layer import get_async_persistence


class Mail:
    async def send(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)


class Post:
    def __init__(self, mails: Sequence[Mail]) -> None:
        self.mails = mails

    async def send(self, player_id: int) -> int:
        return sum([await mail.send(player_id) for mail in self.mails])


@dataclass
class Settings:
    mails: list[Mail] = field(default_factory=lambda: [Mail()])


async def send_by_name(player_id: int, mails: dict[str, Mail]) -> list[str]:
    return [name for name, mail in mails.items() if await mail.send(player_id)]


async def send_all(player_id: int, mails: Iterable[Mail]) -> int:
    return sum([await mail.send(player_id) for mail in mails])


async def send_made(player_id: int, make: Callable[[], Mail]) -> bool:
    return await make().send(player_id)


async def send_settings(player_id: int, settings: Settings) -> int:
    return sum([await mail.send(player_id) for mail in settings.mails])


def mail(sent: bool = True) -> Mock:
    made = AsyncMock()
    made.send.return_value = sent
    return made


@pytest.mark.asyncio
async def test_a_list() -> None:
    sent = AsyncMock()
    sent.send.return_value = True
    assert await Post([sent, mail(False)]).send(1) == 1
    sent.send.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_a_list_of_several() -> None:
    assert await Post([mail() for _ in range(3)]).send(1) == 3


@pytest.mark.asyncio
async def test_a_table() -> None:
    assert await send_by_name(1, {"a": mail(), "b": AsyncMock(send=AsyncMock(return_value=False))}) == ["a"]


@pytest.mark.asyncio
async def test_an_iterator() -> None:
    assert await send_all(1, iter([mail(), mail()])) == 2


@pytest.mark.asyncio
async def test_a_tuple_in_a_variable() -> None:
    mails = (mail(), mail())
    assert await send_all(1, mails) == 2


@pytest.mark.asyncio
async def test_a_list_in_which_one_is_put() -> None:
    settings = Settings()
    settings.mails[0] = AsyncMock(send=AsyncMock(return_value=True))
    assert await send_settings(1, settings) == 1


@pytest.mark.asyncio
async def test_what_a_mock_gives() -> None:
    assert await send_made(1, Mock(return_value=mail()))
