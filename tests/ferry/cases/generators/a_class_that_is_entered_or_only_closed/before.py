from contextlib import ExitStack, closing

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence
        self.is_open = True

    def __enter__(self) -> "Census":
        self.players = self.persistence.count_players()
        return self

    def __exit__(self, *_: object) -> None:
        self.players -= self.persistence.count_players()
        self.close()

    def close(self) -> None:
        self.is_open = False


def take(persistence: PersistenceLayer) -> int:
    with Census(persistence) as census:
        return census.players


def keep(persistence: PersistenceLayer) -> list[bool]:
    with closing(Census(persistence)) as first, ExitStack() as stack:
        second = stack.enter_context(closing(Census(persistence)))
    return [first.is_open, second.is_open]
