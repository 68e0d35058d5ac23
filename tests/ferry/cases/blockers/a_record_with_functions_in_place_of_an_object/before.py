# blockers: mock, held_back
from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass

from app.persistence import PersistenceLayer


class Ledger:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def entries(self) -> int:
        return self.layer.count_players()


class Sheet:
    def __init__(self, ledger):
        self.ledger = ledger

    def text(self):
        return f"<{self.ledger.entries()}>"


def sheet(layer: PersistenceLayer) -> str:
    return Sheet(Ledger(layer)).text()


@dataclass
class FewEntries:
    entries: Callable[[], int]


def test_record():
    assert Sheet(FewEntries(lambda: 5)).text() == "<5>"


def test_named_tuple():
    Fake = namedtuple("Fake", "entries")
    assert Sheet(Fake(lambda: 2)).text() == "<2>"


def test_of_something_else():
    assert FewEntries(entries=lambda: 5).entries() == 5
