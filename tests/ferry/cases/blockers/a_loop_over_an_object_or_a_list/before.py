# blockers: generator, held_back
from collections.abc import Iterator

from app.persistence import PersistenceLayer


class Roster:
    def __init__(self, layer: PersistenceLayer, ids: list[int]) -> None:
        self.layer = layer
        self.ids = ids

    def __iter__(self) -> Iterator[str]:
        for player_id in self.ids:
            yield self.layer.get_player(player_id).name


def names(roster: Roster | None) -> list[str]:
    return [name for name in roster or []]


def count(roster: Roster | None) -> int:
    found = 0
    for _ in roster if roster is not None else ():
        found += 1
    return found


def last(roster: Roster | None) -> str:
    rows = roster or []
    found = ""
    for name in rows:
        found = name
    return found
