from unittest.mock import Mock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


class Report:
    def __init__(self, census: Census) -> None:
        self.census = census

    def text(self) -> str:
        return f"{self.census.size()} players"


def test_the_report_asks_the_census():
    census = Mock()
    census.size.return_value = 4
    assert Report(census).text() == "4 players"
    census.size.assert_called_once_with()
