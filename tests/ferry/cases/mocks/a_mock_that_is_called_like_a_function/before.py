from unittest.mock import Mock, call

from app.persistence import get_persistence


def find(number: int) -> object:
    return get_persistence().get_player(number)


class Page:
    def __init__(self, finder):
        self.finder = finder

    def text(self, number: int) -> str:
        return str(self.finder(number))


def page() -> Page:
    return Page(find)


def test_the_text():
    assert Page(Mock(return_value=4)).text(1) == "4"


def test_the_calls():
    finder = Mock(side_effect=[1, 2])
    page = Page(finder)
    assert [page.text(0), page.text(0)] == ["1", "2"]
    finder.assert_has_calls([call(0), call(0)])
