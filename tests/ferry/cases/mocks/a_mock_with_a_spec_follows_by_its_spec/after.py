from unittest.mock import Mock

import pytest

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def name_of(layer: AsyncPersistenceLayer, player_id: int) -> str:
    return (await layer.get_player_by_id(player_id)).name


@pytest.mark.asyncio
async def test_the_name_is_that_of_the_player() -> None:
    layer = Mock(spec=AsyncPersistenceLayer)
    layer.get_player_by_id.return_value = Player(1, "Ada")

    assert await name_of(layer, 1) == "Ada"

    layer.get_player_by_id.assert_awaited_once_with(1)
