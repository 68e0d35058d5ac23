# blockers: lambda, held_back
from itertools import takewhile
from typing import Any

from app.persistence import PersistenceLayer, get_persistence


class Keeping:
    def __init__(self, layer: Any) -> None:
        self.layer = layer


class Titled:
    layer: PersistenceLayer

    def title(self) -> str:
        return self.layer.get_player(1).name.title()


class Report(Titled, Keeping):
    def text(self) -> str:
        return self.title() + "!"


def names(layer: Any) -> list[str]:
    return list(takewhile(lambda key: layer.get_player(key) is None, ["a", "b"]))


def test_text() -> None:
    layer = get_persistence()
    assert names(layer)
    assert Report(layer).text()
