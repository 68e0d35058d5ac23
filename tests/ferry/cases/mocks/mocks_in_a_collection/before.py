from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


class Roll:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


def test_in_a_dictionary() -> None:
    mocks = {"layer": MagicMock(), "names": ["x"]}
    mocks["layer"].get_player.return_value = "x"
    assert Roll(mocks["layer"]).name() == "x"
    mocks["layer"].get_player.assert_called_once_with(1)


def test_in_a_table_that_tells_what_they_stand_for() -> None:
    layers = {"a": Mock(get_player=Mock(return_value="x")), "b": Mock(get_player=Mock(return_value="y"))}
    assert [Roll(layer).name() for layer in layers.values()] == ["x", "y"]


def test_in_a_list() -> None:
    layers = [MagicMock(), MagicMock()]
    for layer in layers:
        layer.get_player.return_value = "x"
    assert [Roll(layer).name() for layer in layers] == ["x", "x"]


def test_one_for_each() -> None:
    layers = [Mock() for _ in range(2)]
    for layer in layers:
        layer.get_player.return_value = "x"
    assert [Roll(layer).name() for layer in layers] == ["x", "x"]


def test_one_of_two() -> None:
    layer = MagicMock() if __debug__ else Mock()
    layer.get_player.return_value = "x"
    assert Roll(layer).name() == "x"


def test_named_where_it_is_given() -> None:
    assert Roll(layer := Mock(**{"get_player.return_value": "x"})).name() == "x"
    layer.get_player.assert_called_once_with(1)
