from unittest.mock import MagicMock, call

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Greeter:
    def __init__(self, layer: AsyncPersistenceLayer, mailer: object) -> None:
        self.layer = layer
        self.mailer = mailer

    async def greet(self, number: int) -> None:
        name = await self.layer.get_player_by_id(number)
        self.mailer.send(f"Hello, {name}! We are {await self.layer.count_players()}.")


@pytest.mark.asyncio
async def test_the_order() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    mailer = MagicMock()
    order = MagicMock()
    order.attach_mock(layer.get_player_by_id, "get_player")
    order.attach_mock(layer.count_players, "count")
    order.attach_mock(mailer.send, "send")
    layer.get_player_by_id.return_value = "Ann"
    layer.count_players.return_value = 2
    await Greeter(layer, mailer).greet(4)
    assert order.mock_calls == [call.get_player(4), call.count(), call.send("Hello, Ann! We are 2.")]
    order.count.assert_called_once_with()
