from types import SimpleNamespace
from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.container import ApplicationContainer
from app.persistence.async_layer import AsyncPersistenceLayer

_container = ApplicationContainer()


def get_container() -> ApplicationContainer:
    return _container


async def total() -> int:
    return await get_container().async_persistence.count_players()


class Who:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def who(self, key: int) -> str:
        return (await self.layer.get_player_by_id(key)).name


@pytest.mark.asyncio
async def test_total() -> None:
    container = MagicMock()
    container.async_persistence = AsyncMock()
    container.async_persistence.count_players.return_value = 3
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert await total() == 3
    container.async_persistence.count_players.assert_awaited_once()


@pytest.mark.asyncio
async def test_who() -> None:
    container = MagicMock()
    container.async_persistence = AsyncMock()
    container.async_persistence.get_player_by_id.return_value.name = "zed"
    assert await Who(container.async_persistence).who(3) == "zed"
    container.async_persistence.get_player_by_id.assert_awaited_with(3)


@pytest.mark.asyncio
@patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container")
async def test_patched(container: MagicMock) -> None:
    container.return_value.async_persistence = AsyncMock()
    container.return_value.async_persistence.count_players.return_value = 3
    assert await total() == 3


@pytest.mark.asyncio
async def test_told() -> None:
    container = MagicMock()
    layer = AsyncMock()
    container.async_persistence = layer
    layer.count_players.return_value = 3
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert await total() == 3


@pytest.mark.asyncio
async def test_told_at_once() -> None:
    layer = AsyncMock()
    layer.count_players.return_value = 3
    container = MagicMock(async_persistence=layer)
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert await total() == 3


@pytest.mark.asyncio
async def test_of_a_namespace() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    container = SimpleNamespace(async_persistence=layer)
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert await total()


@pytest.mark.asyncio
async def test_in_the_real_one() -> None:
    container = ApplicationContainer()
    container.async_persistence = AsyncMock()
    with patch("cases.mocks.test_a_mock_of_the_shared_holder.get_container", return_value=container):
        assert await total()
