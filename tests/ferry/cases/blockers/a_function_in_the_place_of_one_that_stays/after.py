# blockers: callback, held_back
from unittest.mock import patch

from app.persistence import get_persistence


class Label:
    def text(self, number: int) -> str:
        return f"number {number}"


def row(number: int) -> str:
    return f"| {Label().text(number)}"


def test_the_name_is_shown() -> None:
    def name(self: Label, number: int) -> str:
        return str(get_persistence().get_player(number))

    with patch.object(Label, "text", name):
        assert row(1) == "| ann"
