# blockers: held_back, mock
from types import SimpleNamespace
from app.persistence import PersistenceLayer


class Box:
    def __init__(self, store: PersistenceLayer) -> None:
        self.store = store

    def first(self):
        return self.store.get_player(1)


def test_spread(told):
    assert Box(SimpleNamespace(**told)).first() == 3
