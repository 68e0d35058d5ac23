from unittest.mock import patch

from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()

    def unit(self) -> str:
        return "players"


census = Census()


def make() -> Census:
    return census


def text() -> str:
    return f"{census.size()} {census.unit()}"


def made() -> int:
    return make().size()


@patch("cases.patches.test_a_patched_object.census")
def test_an_object_of_the_module(census):
    census.size.side_effect = [3, 4]
    census.unit.return_value = "cats"
    assert [text(), text()] == ["3 cats", "4 cats"]


@patch("cases.patches.test_a_patched_object.census")
class TestTheWholeClassIsPatched:
    def test_an_object_of_the_module(self, census):
        census.size.return_value = 3
        assert text()


def test_a_function_that_gives_an_object(mocker):
    make = mocker.patch("cases.patches.test_a_patched_object.make")
    make.return_value.size.return_value = 3
    assert made() == 3
