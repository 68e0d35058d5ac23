from unittest.mock import AsyncMock, MagicMock, Mock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Rooms:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def first(self, key: int) -> str:
        return self.layer.room_names()[0] if await self.layer.is_admin(key) else ""


async def rooms(key: int) -> str:
    layer = get_async_persistence()
    return layer.room_names()[0] if await layer.is_admin(key) else ""


@pytest.mark.asyncio
async def test_first() -> None:
    layer = AsyncMock(room_names=MagicMock())
    layer.room_names.return_value = ["quay"]
    layer.is_admin.return_value = True
    assert await Rooms(layer).first(1) == "quay"
    layer.room_names.assert_called_once_with()


@pytest.mark.asyncio
async def test_told() -> None:
    layer = AsyncMock(room_names=Mock(return_value=["quay"]))
    assert await Rooms(layer).first(1) == "quay"


@pytest.mark.asyncio
@patch("cases.mocks.test_a_method_that_stays_synchronous.get_async_persistence")
async def test_patched(accessor: Mock) -> None:
    layer = accessor.return_value = AsyncMock(room_names=MagicMock())
    layer.room_names.return_value = ["quay"]
    assert await rooms(1) == "quay"
