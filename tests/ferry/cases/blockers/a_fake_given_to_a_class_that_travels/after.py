# blockers: dynamic, heir
from typing import Any

from app.persistence import get_persistence


class Sheet:
    def __init__(self, layer: Any) -> None:
        self.layer = layer

    def width(self) -> int:
        return self.layer.count_players() * 2


def double(layer: Any) -> int:
    return layer.count_players() * 2


SHEETS: dict[str, Any] = {}


def listed(cls):
    SHEETS[cls.__name__.lower()] = cls
    return cls


@listed
class Poster:
    def __init__(self, sheet_layer: Any) -> None:
        self.sheet_layer = sheet_layer

    def height(self) -> int:
        return self.sheet_layer.count_players() * 3


FUNCTIONS = [double]


def sheet_of(is_wide: bool) -> type[Sheet] | None:
    return Sheet if is_wide else None


def show() -> list[int]:
    layer = get_persistence()
    return [Sheet(layer).width(), FUNCTIONS[0](layer), SHEETS["poster"](layer).height()]


class FakeLayer:
    def count_players(self):
        return 1


class OtherLayer:
    def count_players(self):
        return 2


class ThirdLayer:
    def count_players(self):
        return 3


def made(kind, layer):
    return kind(layer)


def test_a_class_that_a_function_gives():
    assert sheet_of(True)(FakeLayer()).width() == 2
    assert made(Sheet, OtherLayer()).width() == 4


def test_a_function_out_of_a_list():
    assert FUNCTIONS[0](OtherLayer()) == 4


def test_a_class_that_a_decorator_lists():
    assert SHEETS["poster"](ThirdLayer()).height() == 9
