from dataclasses import dataclass, replace
from unittest.mock import MagicMock, Mock

from app.persistence import get_persistence


class Rule:
    def check(self, player_id: int) -> str:
        return "admin" if get_persistence().is_admin(player_id) else ""


@dataclass
class Titled:
    title: str


@dataclass
class Page(Titled):
    rule: Rule

    def show(self, player_id: int) -> str:
        return self.title + self.rule.check(player_id)


def test_a_field_by_its_place() -> None:
    rule = MagicMock()
    rule.check.return_value = "no"
    assert Page("?", rule).show(1) == "?no"


def test_a_table() -> None:
    parts = {"rule": Mock(check=Mock(return_value="no")), "title": "?"}
    assert Page(**parts).show(1) == "?no"


def test_a_table_by_names() -> None:
    parts = dict(rule=Mock(), title="?")
    parts["rule"].check.return_value = "no"
    assert Page(**parts).show(1) == "?no"


def test_a_copy() -> None:
    page = Page("?", Rule())
    assert replace(page, rule=Mock(check=Mock(return_value="no"))).show(1) == "?no"


def test_a_function_of_the_test() -> None:
    def check(player_id: int) -> str:
        return "no"

    assert Page("?", MagicMock(check=check)).show(1) == "?no"


def test_a_mock_that_is_told_another() -> None:
    check = Mock(return_value="no")
    assert Page("?", Mock(check=check)).show(1) == "?no"
