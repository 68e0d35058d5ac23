from unittest.mock import Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


@pytest.mark.asyncio
async def test_an_error_is_passed_on() -> None:
    layer = Mock(spec=AsyncPersistenceLayer)
    layer.count_players.side_effect = ConnectionError

    with pytest.raises(ConnectionError):
        await size(layer)
