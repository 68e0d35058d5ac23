# blockers: override
from app.persistence import PersistenceLayer, get_persistence


def setup_module() -> None:
    get_persistence().save_player(None)


class Census:
    def setup_method(self) -> None:
        self.layer = PersistenceLayer("memory")
        self.size = self.layer.count_players()

    def test_nobody(self) -> None:
        assert self.size == 0


def test_nothing() -> None:
    assert True
