# blockers: callback, held_back
import sys

from app.persistence import PersistenceLayer, get_persistence


class Printed:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def write(self, text: str) -> None:
        self.layer.is_admin(len(text))


class Shown:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def write(self, text: str) -> None:
        self.layer.is_admin(len(text))


def report() -> None:
    print("size", file=Printed(get_persistence()))
    old, sys.stderr = sys.stderr, Shown(get_persistence())
    sys.stderr = old
