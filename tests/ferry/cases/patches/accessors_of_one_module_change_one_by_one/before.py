# blockers: property
from app.persistence import get_persistence


class Page:
    @property
    def size(self) -> int:
        return get_persistence().count_players()


def first() -> object:
    return get_persistence().get_player(1)


def test_first() -> None:
    assert first() is None
