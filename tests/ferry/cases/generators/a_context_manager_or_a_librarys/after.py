# blockers: generator, held_back
from app.persistence import PersistenceLayer


class Headcount:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> list[str]:
        return [str(self.persistence.count_players())]

    def __exit__(self, *_: object) -> None:
        self.persistence = None


def lines(persistence: PersistenceLayer, path: str) -> list[str]:
    with open(path) if path else Headcount(persistence) as found:
        return list(found)
