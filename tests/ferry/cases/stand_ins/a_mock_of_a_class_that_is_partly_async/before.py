from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def unit(self) -> str:
        return "players"


class Report:
    def __init__(self, census: Census) -> None:
        self.census = census

    def text(self) -> str:
        return f"{self.census.size()} {self.census.unit()}"


def test_the_report_asks_the_census():
    census = Mock()
    census.size.return_value = 4
    census.unit.return_value = "souls"
    assert Report(census).text() == "4 souls"
    census.size.assert_called_once_with()
    census.unit.assert_called_once_with()


def test_the_methods_can_be_given():
    census = MagicMock(size=Mock(return_value=4), unit=Mock(return_value="souls"))
    assert Report(census).text() == "4 souls"


def test_a_method_can_be_replaced():
    census = MagicMock()
    census.size = Mock(return_value=4)
    census.unit = Mock(return_value="souls")
    assert Report(census).text() == "4 souls"
