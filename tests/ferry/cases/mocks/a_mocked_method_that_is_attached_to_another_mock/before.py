from unittest.mock import MagicMock, call

from app.persistence import PersistenceLayer


class Greeter:
    def __init__(self, layer: PersistenceLayer, mailer: object) -> None:
        self.layer = layer
        self.mailer = mailer

    def greet(self, number: int) -> None:
        name = self.layer.get_player(number)
        self.mailer.send(f"Hello, {name}! We are {self.layer.count_players()}.")


def test_the_order() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    mailer = MagicMock()
    order = MagicMock()
    order.attach_mock(layer.get_player, "get_player")
    order.attach_mock(layer.count_players, "count")
    order.attach_mock(mailer.send, "send")
    layer.get_player.return_value = "Ann"
    layer.count_players.return_value = 2
    Greeter(layer, mailer).greet(4)
    assert order.mock_calls == [call.get_player(4), call.count(), call.send("Hello, Ann! We are 2.")]
    order.count.assert_called_once_with()
