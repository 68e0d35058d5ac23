# blockers: generator, held_back
from contextlib import closing

from app.persistence import PersistenceLayer


class Visit:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> "Visit":
        self.players = self.persistence.count_players()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self.players = 0


def visit(persistence: PersistenceLayer) -> Visit:
    closer = closing(Visit(persistence))
    with closer as visit:
        return visit
