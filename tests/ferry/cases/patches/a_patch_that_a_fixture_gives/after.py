from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence

PLACE = "cases.patches.test_a_patch_that_a_fixture_gives.get_persistence"


async def name(key: int) -> str:
    return str(await get_async_persistence().get_player_by_id(key))


async def store(player: object) -> None:
    await get_async_persistence().save_player(player)


@pytest.fixture
def accessor(mocker):
    return mocker.patch("cases.patches.test_a_patch_that_a_fixture_gives.get_async_persistence", return_value=AsyncMock())


@pytest.fixture
def yielded(mocker):
    yield mocker.patch("cases.patches.test_a_patch_that_a_fixture_gives.get_async_persistence", return_value=AsyncMock())


@pytest.fixture
def layer(mocker):
    return mocker.patch("cases.patches.test_a_patch_that_a_fixture_gives.get_async_persistence", return_value=AsyncMock()).return_value


@pytest.fixture
def entered():
    with patch("cases.patches.test_a_patch_that_a_fixture_gives.get_async_persistence") as given:
        given.return_value = AsyncMock()
        yield given


@pytest.fixture
def handed_on(entered):
    return entered


@pytest.mark.asyncio
async def test_it_is_told(accessor) -> None:
    accessor.return_value.get_player_by_id.return_value = "x"
    assert await name(1) == "x"


@pytest.mark.asyncio
async def test_it_is_asked(accessor) -> None:
    await store(1)
    accessor.return_value.save_player.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_what_it_gives_has_a_name(yielded) -> None:
    given = yielded.return_value
    given.get_player_by_id.return_value = "x"
    assert await name(1) == "x"


@pytest.mark.asyncio
async def test_nobody_asks(yielded) -> None:
    await store(1)


@pytest.mark.asyncio
async def test_the_layer(layer) -> None:
    layer.get_player_by_id.return_value = "x"
    assert await name(1) == "x"
    layer.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_another_name(handed_on) -> None:
    handed_on().get_player_by_id.return_value = "x"
    assert await name(1) == "x"
    handed_on.return_value.get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_at_once(mocker) -> None:
    mocker.patch("cases.patches.test_a_patch_that_a_fixture_gives.get_async_persistence", return_value=AsyncMock()).return_value.get_player_by_id.return_value = "x"
    assert await name(1) == "x"
