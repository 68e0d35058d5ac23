from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


class Report:
    def __init__(self, census: Census) -> None:
        self.census = census

    def text(self) -> str:
        return f"{self.census.size()} players"


class FakeCensus:
    def size(self) -> int:
        return 4


class Shoe:
    def size(self) -> int:
        return 42


def test_the_report_asks_the_census():
    assert Report(FakeCensus()).text() == "4 players"


def test_a_shoe():
    assert Shoe().size() == 42
