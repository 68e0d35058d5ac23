from unittest.mock import patch

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def report(self) -> str:
        return f"{self.size()} players"


def test_the_size_is_asked_once() -> None:
    census = Census(get_persistence())
    with patch.object(census, "size", wraps=census.size) as size:
        census.report()
        assert size.call_count == 1
