# blockers: mock, held_back
from unittest import mock

from app.persistence import PersistenceLayer, get_persistence


class Herald:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def heard(self) -> int:
        return self.layer.count_players()


def herald() -> Herald:
    return Herald(get_persistence())


def proclaim() -> str:
    return f"<{herald().heard()}>"


def test_several() -> None:
    with mock.patch.multiple(__name__, herald=mock.DEFAULT) as mocks:
        mocks["herald"].return_value.heard.return_value = 8
        assert proclaim() == "<8>"
