import sys
from unittest.mock import patch

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer | None = None) -> None:
        self.layer = layer or get_persistence()

    def size(self) -> int:
        return self.layer.count_players()

    def title(self) -> str:
        return "census"


def report() -> str:
    return f"{Census().layer.count_players()} players"


def test_report() -> None:
    with patch("cases.patches.test_a_patched_class_that_holds_the_layer.Census") as census:
        census.return_value.layer.count_players.return_value = 3
        assert report() == "3 players"


@patch.object(sys.modules[__name__], "Census")
def test_report_asks_once(census) -> None:
    made = census.return_value
    made.layer.count_players.return_value = 2
    report()
    made.layer.count_players.assert_called_once_with()
