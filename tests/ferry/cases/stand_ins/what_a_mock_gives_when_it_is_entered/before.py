from unittest.mock import MagicMock

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


class Opened:
    def __init__(self, census: Census) -> None:
        self.census = census

    def __enter__(self) -> Census:
        return self.census

    def __exit__(self, *error: object) -> None:
        pass


def report(make=Opened) -> str:
    with make(Census(get_persistence())) as census:
        return f"{census.size()} players"


def test_report() -> None:
    make = MagicMock()
    make.return_value.__enter__.return_value.size.return_value = 3
    assert report(make) == "3 players"
