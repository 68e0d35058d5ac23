from typing import Any, ClassVar
from unittest.mock import MagicMock

import pytest

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


class Page:
    pages: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        Page.pages[cls.__name__.lower()] = cls

    def __init__(self, census: Any) -> None:
        self.census = census

    def text(self) -> str:
        return f"{self.census.size()} players"


class Front(Page):
    pass


class Sheet:
    def __init__(self, layer: Any) -> None:
        self.layer = layer

    def width(self) -> int:
        return self.layer.count_players() * 2


SHEETS = {"wide": Sheet}


def show(name: str) -> list[object]:
    layer = get_persistence()
    return [Page.pages[name](Census(layer)).text(), SHEETS["wide"](layer).width()]


class FakeCensus:
    def size(self) -> int:
        return 4


class OtherCensus:
    def size(self) -> int:
        return 5


@pytest.fixture(params=[Page, Front])
def kind(request):
    return request.param


@pytest.mark.parametrize("kind", [Page, Front])
def test_a_class_of_the_rows(kind):
    assert kind(FakeCensus()).text() == "4 players"


def test_a_class_that_a_fixture_gives(kind):
    assert kind(OtherCensus()).text() == "5 players"


def test_a_class_out_of_a_table():
    layer = MagicMock()
    layer.count_players.return_value = 3
    assert SHEETS["wide"](layer).width() == 6


def test_a_class_in_a_loop():
    for sheet in SHEETS.values():
        layer = MagicMock()
        layer.count_players.return_value = 4
        assert sheet(layer).width() == 8
