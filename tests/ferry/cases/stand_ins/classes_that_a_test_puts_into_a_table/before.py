from unittest.mock import patch

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def take(self) -> int:
        return self.layer.count_players()


KINDS = {"census": Census}


def take(kind: str) -> int:
    return KINDS[kind](get_persistence()).take()


class Fixed:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def take(self) -> int:
        return 3


class Odd:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def take(self) -> int:
        return 5


def test_in_its_place(monkeypatch) -> None:
    monkeypatch.setitem(KINDS, "census", Fixed)
    assert take("census") == 3


def test_for_a_block() -> None:
    with patch.dict(KINDS, {"odd": Odd}):
        assert take("odd") == 5
