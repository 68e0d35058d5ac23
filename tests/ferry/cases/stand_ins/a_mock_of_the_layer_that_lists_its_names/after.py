from unittest.mock import AsyncMock, MagicMock, Mock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Desk:
    def __init__(self, store, log=None) -> None:
        self.store = store
        self.log = log

    async def name(self, key: int) -> str:
        self.log.info("asked")
        return str(await self.store.get_player_by_id(key))

    async def keep(self, player: object) -> str:
        await self.store.save_player(player)
        return ", ".join(self.store.room_names())


def open_desk() -> Desk:
    return Desk(get_async_persistence(), Mock())


async def show(key: int) -> str:
    return str(await get_async_persistence().get_player_by_id(key))


KEPT = ["save_player", "room_names"]


@pytest.mark.asyncio
async def test_a_list():
    store = Mock(spec=["get_player_by_id", "save_player"])
    store.get_player_by_id = AsyncMock()
    store.save_player = AsyncMock()
    store.get_player_by_id.return_value = "x"
    log = Mock()
    assert await Desk(store, log).name(1) == "x"
    store.get_player_by_id.assert_awaited_once_with(1)
    store.save_player.assert_not_called()
    log.info.assert_called_once_with("asked")


@pytest.mark.asyncio
async def test_at_once():
    desk = Desk(MagicMock(["get_player_by_id"], **{"get_player_by_id.return_value": "x"}, get_player_by_id=AsyncMock()), Mock())
    assert await desk.name(1) == "x"


@pytest.mark.asyncio
async def test_by_keyword():
    desk = Desk(Mock(spec_set=("get_player_by_id", "room_names"), get_player_by_id=AsyncMock(return_value="x")), Mock())
    assert await desk.name(1) == "x"


@pytest.mark.asyncio
async def test_a_variable():
    store = Mock(spec=KEPT)
    store.save_player = AsyncMock()
    store.room_names.return_value = ["quay"]
    assert await Desk(store).keep(1) == "quay"
    store.save_player.assert_awaited_once_with(1)


@pytest.fixture
def listed() -> MagicMock:
    return MagicMock(spec=["get_player_by_id"], get_player_by_id=AsyncMock())


@pytest.mark.asyncio
async def test_a_fixture(listed: MagicMock) -> None:
    listed.get_player_by_id.return_value = "x"
    assert await Desk(listed, Mock()).name(1) == "x"


@pytest.mark.asyncio
async def test_a_patch() -> None:
    store = Mock(spec=["get_player_by_id"])
    store.get_player_by_id = AsyncMock()
    store.get_player_by_id.side_effect = ["x"]
    with patch("cases.stand_ins.test_a_mock_of_the_layer_that_lists_its_names.get_async_persistence", return_value=store):
        assert await show(1) == "x"
