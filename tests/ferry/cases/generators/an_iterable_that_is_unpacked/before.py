from collections.abc import Iterator

from app.models import Player
from app.persistence import PersistenceLayer


class Roster:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __iter__(self) -> Iterator[Player]:
        yield from self.persistence.list_players()


def first(persistence: PersistenceLayer, player: Player) -> tuple[Player, bool]:
    one, *_ = Roster(persistence)
    return one, player in Roster(persistence)
