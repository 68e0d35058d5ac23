# blockers: dynamic, heir
from typing import Any

import pytest

from app.persistence import get_persistence


class Sheet:
    def __init__(self, layer: Any) -> None:
        self.layer = layer

    def width(self) -> int:
        return self.layer.count_players() * 2


class Poster:
    def __init__(self, sheet_layer: Any) -> None:
        self.sheet_layer = sheet_layer

    def height(self) -> int:
        return self.sheet_layer.count_players() * 3


POSTERS: list[Any] = []
POSTERS += [Poster]


def show() -> list[int]:
    layer = get_persistence()
    return [Sheet(layer).width(), POSTERS[0](layer).height()]


@pytest.fixture
def kind():
    yield Sheet


class FakeLayer:
    def count_players(self):
        return 1


class OtherLayer:
    def count_players(self):
        return 2


def test_a_class_that_a_fixture_yields(kind):
    assert kind(FakeLayer()).width() == 2


def test_a_class_that_a_list_gets():
    assert POSTERS[0](OtherLayer()).height() == 6
