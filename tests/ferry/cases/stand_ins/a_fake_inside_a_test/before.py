from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()


class Page:
    def __init__(self, census: Census) -> None:
        self.census = census

    def text(self) -> str:
        return f"{self.census.size()} players"


def test_the_text():
    class Fake:
        def size(self) -> int:
            return 7

    assert Page(Fake()).text() == "7 players"
