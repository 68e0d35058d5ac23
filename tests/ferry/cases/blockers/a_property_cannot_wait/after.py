# blockers: property
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    @property
    def size(self) -> int:
        return self._persistence.count_players()
