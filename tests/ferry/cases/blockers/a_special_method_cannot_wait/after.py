# blockers: special_method
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def __len__(self) -> int:
        return self._persistence.count_players()
