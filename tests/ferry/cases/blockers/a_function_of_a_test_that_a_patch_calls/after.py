# blockers: callback, held_back
from unittest.mock import patch

from app.persistence import PersistenceLayer


class Desk:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def prepare(self, number: int) -> None:
        pass

    def show(self, number: int) -> str:
        self.prepare(number)
        return f"<{number}>"


def test_what_is_prepared_first(layer: PersistenceLayer) -> None:
    desk = Desk(layer)
    sizes = []

    def prepare(number: int) -> None:
        sizes.append(layer.count_players())

    with patch.object(desk, "prepare", side_effect=prepare):
        desk.show(1)
    assert sizes == [1]
