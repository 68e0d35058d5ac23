from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def text(self) -> str:
        return f"{self.size()} players"


def four() -> int:
    return 4


def test_by_monkeypatching_the_object(monkeypatch):
    census = Census(PersistenceLayer("memory"))
    monkeypatch.setattr(census, "size", four)
    assert census.text() == "4 players"
