from types import SimpleNamespace
from unittest.mock import MagicMock

from app.container import ApplicationContainer
from app.persistence import PersistenceLayer


class Service:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def size(self) -> int:
        return self.persistence.count_players()


def build(container: ApplicationContainer) -> Service:
    return Service(persistence=container.persistence)


def test_size() -> None:
    container = MagicMock()
    container.persistence.count_players.return_value = 3
    assert build(container).size() == 3
    assert container.persistence.count_players() == 3


def test_size_of_a_namespace() -> None:
    container = ApplicationContainer()
    container.persistence = SimpleNamespace(count_players=lambda: 3)
    assert build(container).size() == 3
