from types import SimpleNamespace
from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Service:
    def __init__(self, store, mode):
        self.store, self.mode = store, mode

    async def size(self):
        return await self.store.get_player_by_id(1), self.mode


class Desk:
    def __init__(self, store: AsyncPersistenceLayer) -> None:
        self.store = store

    async def show(self) -> object:
        return await self.store.get_player_by_id(3), self.store.room_names()


async def named(key: int) -> object:
    return await get_async_persistence().get_player_by_id(key)


def build():
    return Service(get_async_persistence(), "x")


def find(player_id: int) -> str:
    return "x"


@pytest.fixture
def store():
    fake = SimpleNamespace(get_player_by_id=AsyncMock(side_effect=find), room_names=lambda: ["a"])
    fake.save_player = AsyncMock()
    return fake


def make():
    return SimpleNamespace(**{"get_player_by_id": AsyncMock(side_effect=lambda player_id: 4)})


@pytest.mark.asyncio
async def test_size():
    assert await Service(SimpleNamespace(get_player_by_id=AsyncMock(side_effect=lambda key: 3)), "y").size() == (3, "y")


@pytest.mark.asyncio
async def test_size_by_a_mock():
    store = SimpleNamespace(get_player_by_id=AsyncMock(return_value=3))
    assert await Service(store, "y").size() == (3, "y")
    store.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_show(store):
    assert await Desk(store).show() == ("x", ["a"])
    assert await store.get_player_by_id(player_id=3) == "x"
    store.save_player.assert_not_called()


@pytest.mark.asyncio
async def test_named():
    with patch(f"{__name__}.get_async_persistence", return_value=make()):
        assert await named(3) == 4


def test_another_client():
    client = SimpleNamespace(get_player=lambda key: key)
    assert client.get_player(3) == 3
