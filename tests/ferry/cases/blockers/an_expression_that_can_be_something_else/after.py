# blockers: dynamic, heir
from app.persistence import PersistenceLayer


class Nobody:
    def count_players(self) -> int:
        return 0


def size_of_any(layer: PersistenceLayer | None) -> int:
    return (layer or Nobody()).count_players()
