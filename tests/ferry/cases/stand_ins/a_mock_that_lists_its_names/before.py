from unittest.mock import Mock, NonCallableMock

from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()

    def title(self) -> str:
        return "census"


class Board:
    def __init__(self, census: Census) -> None:
        self.census = census

    def text(self) -> str:
        return f"{self.census.title()}: {self.census.size()}"


NAMES = ["size", "title"]


def test_a_list():
    census = Mock(spec=["size", "title"])
    census.size.return_value = 3
    census.title.return_value = "c"
    assert Board(census).text() == "c: 3"
    census.size.assert_called_once_with()


def test_a_tuple():
    assert Board(Mock(("size", "title"), **{"size.return_value": 3, "title.return_value": "c"})).text() == "c: 3"


def test_a_variable():
    assert Board(Mock(spec_set=NAMES, size=Mock(return_value=3), title=lambda: "c")).text() == "c: 3"


def test_one_that_lacks_it():
    census = Mock(spec=["title"])
    census.title.return_value = "c"
    assert Board(census).census.title() == "c"


def test_one_that_cannot_be_called():
    census = NonCallableMock()
    census.size.return_value = 3
    census.title.return_value = "c"
    assert Board(census).text() == "c: 3"


def test_a_variable_of_the_test():
    names = ["size", "title"]
    census = Mock(spec=names)
    census.size.return_value = 3
    census.title.return_value = "c"
    assert Board(census).text() == "c: 3"
