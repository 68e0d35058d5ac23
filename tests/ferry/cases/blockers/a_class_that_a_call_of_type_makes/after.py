# blockers: heir, held_back, mock
from app.persistence import PersistenceLayer, get_persistence


class Gate:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


def test_the_layer() -> None:
    Fake = type("Fake", (), {"get_player": lambda self, key: "fake"})
    assert Gate(Fake()).name() == "fake"


class Keeper:
    def size(self) -> int:
        return get_persistence().count_players()


class Lodge:
    def __init__(self, keeper: Keeper) -> None:
        self.keeper = keeper

    def text(self) -> str:
        return f"{self.keeper.size()} players"


FakeKeeper = type("FakeKeeper", (), {"size": lambda self: 7})


def test_what_uses_the_layer() -> None:
    assert Lodge(FakeKeeper()).text() == "7 players"
