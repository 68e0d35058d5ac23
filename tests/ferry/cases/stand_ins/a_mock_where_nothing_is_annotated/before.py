from unittest.mock import MagicMock

from app.persistence import get_persistence


class Census:
    def size(self):
        return get_persistence().count_players()

    def unit(self):
        return "players"


class Page:
    def __init__(self, census):
        self.census = census

    def text(self):
        return f"{self.census.size()} {self.census.unit()}"


def page():
    return Page(Census())


def test_the_text():
    census = MagicMock()
    census.size.return_value = 7
    census.unit.return_value = "cats"
    assert Page(census).text() == "7 cats"
