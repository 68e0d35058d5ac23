from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock, MagicMock, call, patch

import pytest

from app.persistence.async_layer import get_async_persistence
from cases.patches import test_a_patched_function_that_gives_the_layer as here


def open_store():
    return get_async_persistence()


class Desk:
    def store(self):
        return get_async_persistence()

    async def size(self) -> int:
        return await self.store().count_players()


async def name(key: int) -> str:
    return str(await open_store().get_player_by_id(key))


@pytest.mark.asyncio
async def test_what_it_gives_is_told() -> None:
    with patch.object(here, "open_store") as opened:
        opened.return_value = AsyncMock()
        opened.return_value.get_player_by_id.return_value = "x"
        assert await name(1) == "x"
    assert opened.mock_calls == [call(), call().get_player_by_id(1)]


@pytest.mark.asyncio
async def test_what_it_gives_has_a_name() -> None:
    with patch.object(here, "open_store") as opened:
        store = opened.return_value = AsyncMock()
        store.get_player_by_id.return_value = "x"
        assert await name(1) == "x"
    store.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_function_that_gives_the_layer.open_store")
async def test_the_test_calls_it(open_store: MagicMock) -> None:
    open_store.return_value = AsyncMock()
    open_store().get_player_by_id.return_value = "x"
    assert await name(1) == "x"
    open_store.assert_called_with()


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_function_that_gives_the_layer.open_store")
async def test_it_is_told_later(open_store: MagicMock) -> None:
    store = AsyncMock()
    open_store.side_effect = lambda: store
    store.get_player_by_id.return_value = "x"
    assert await name(1) == "x"


@pytest.mark.asyncio
async def test_nobody_names_it() -> None:
    with patch.object(Desk, "store", return_value=AsyncMock()):
        assert await Desk().size() is not None


class TestDesk(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.desk = Desk()
        patcher = patch.object(self.desk, "store")
        self.store = patcher.start()
        self.store.return_value = AsyncMock()
        self.addCleanup(patcher.stop)

    async def test_size(self) -> None:
        self.store.return_value.count_players.return_value = 3
        self.assertEqual(await self.desk.size(), 3)
        self.store.return_value.count_players.assert_awaited_once_with()
