from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

from app.persistence import PersistenceLayer


class Visit:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> "Visit":
        self.before = self.persistence.count_players()
        return self

    def __exit__(self, *_: object) -> None:
        self.after = self.persistence.count_players()


@contextmanager
def counted(persistence: PersistenceLayer) -> Iterator[int]:
    yield persistence.count_players()


def count(persistence: PersistenceLayer, known: int | None) -> int:
    with counted(persistence) if known is None else nullcontext(known) as found:
        return found


def count_once(persistence: PersistenceLayer, known: int, visits: bool) -> int:
    with nullcontext(known) if known else counted(persistence) as found, Visit(persistence) if visits else nullcontext():
        return found
