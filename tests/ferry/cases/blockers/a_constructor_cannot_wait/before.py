# blockers: constructor
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.size = persistence.count_players()
