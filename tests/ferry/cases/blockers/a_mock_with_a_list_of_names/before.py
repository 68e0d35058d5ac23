# blockers: held_back, mock
from unittest.mock import Mock

from app.persistence import PersistenceLayer

NAMES = ["get_player"]


class Pass:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


class Roll:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def names(self) -> list[str]:
        return [str(player) for player in self.layer]


class Desk:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def test_a_list_that_others_may_read() -> None:
    layer = Mock(spec=NAMES)
    assert Pass(layer).name()


def test_what_is_iterated_over() -> None:
    layer = Mock(spec=["list_players", "__iter__"])
    layer.__iter__ = lambda self: iter([1])
    assert Roll(layer).names() == ["1"]


def test_a_list_of_which_not_all_is_written() -> None:
    layer = Mock(spec=["is_admin", *NAMES])
    assert Desk(layer).size()
