from unittest.mock import MagicMock

from app.persistence import get_persistence


class Helper:
    def text(self) -> str:
        return "t"


class Report:
    def __init__(self) -> None:
        self.helper = Helper()

    def size(self) -> str:
        return self.helper.text() + str(get_persistence().count_players())


def show(report: Report) -> str:
    return report.helper.text() + report.size()


def show_all() -> str:
    return show(Report())


def test_held() -> None:
    town = MagicMock()
    town.helper.text.return_value = "r"
    town.size.return_value = "3"
    assert show(town) == "r3"
