from types import SimpleNamespace
from unittest.mock import MagicMock, Mock

import pytest

from app.persistence import PersistenceLayer


class Guide:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self, number: int) -> str:
        return str(self.layer.get_player(number))

    def place(self, number: int) -> str:
        return str(self.layer.get_player(number))

    def title(self) -> str:
        return "guide"


class Tour:
    def __init__(self, guide: Guide) -> None:
        self.guide = guide

    def start(self) -> str:
        return f"{self.guide.title()} {self.guide.place(1)}"

    def led_by(self) -> str:
        return self.guide.name(1)


def test_in_a_table() -> None:
    mocks = {"guide": MagicMock(), "bus": MagicMock()}
    mocks["guide"].place.return_value = "hall"
    mocks["guide"].title.return_value = "a"
    assert Tour(mocks["guide"]).start() == "a hall"
    assert mocks["bus"].place(1) is not None
    mocks["guide"].place.assert_called_once_with(1)


def test_in_a_list() -> None:
    guides = [Mock(), Mock()]
    for number, guide in enumerate(guides):
        guide.name.return_value = f"g{number}"
    assert [Tour(guide).led_by() for guide in guides] == ["g0", "g1"]


def test_of_another_mock() -> None:
    bureau = Mock()
    bureau.guide.place.return_value = "hall"
    bureau.guide.title.return_value = "a"
    assert Tour(bureau.guide).start() == "a hall"
    bureau.guide.place.assert_called_once_with(1)


def test_given_by_another_mock() -> None:
    bureau = Mock()
    bureau.guide_of.return_value.name.return_value = "g"
    assert Tour(bureau.guide_of(3)).led_by() == "g"


def test_on_a_namespace() -> None:
    bureau = SimpleNamespace(guide=Mock())
    bureau.guide.name.return_value = "g"
    assert Tour(bureau.guide).led_by() == "g"


@pytest.mark.parametrize("guide", [Mock(**{"name.return_value": "g"}), MagicMock(**{"name.return_value": "g"})])
def test_from_rows(guide) -> None:
    assert Tour(guide).led_by() == "g"
