# blockers: constructor, held_back
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence
        self.size = self.count()

    def count(self) -> int:
        return self._persistence.count_players()
