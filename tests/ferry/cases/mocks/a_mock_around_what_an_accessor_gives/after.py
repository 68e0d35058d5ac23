from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def summary(layer: AsyncPersistenceLayer) -> str:
    return f"{await layer.count_players()} players in {', '.join(layer.room_names())}"


@pytest.mark.asyncio
async def test_summary() -> None:
    spy = AsyncMock(wraps=get_async_persistence(), room_names=MagicMock(wraps=get_async_persistence().room_names))
    assert await summary(spy) == "0 players in hall"
    spy.room_names.assert_called_once_with()
