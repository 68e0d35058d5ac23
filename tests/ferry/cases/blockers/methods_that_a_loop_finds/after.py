# blockers: dynamic, held_back
from app.persistence import PersistenceLayer


class Rules:
    found: list = []

    def __init_subclass__(cls) -> None:
        for name, rule in vars(cls).items():
            if not name.startswith("_") and callable(rule):
                cls.found.append(rule)


class Doors(Rules):
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def open(self, player_id: int) -> bool:
        return self._persistence.is_admin(player_id)

    def may(self, player_id: int) -> bool:
        return all(rule(self, player_id) for rule in self.found)
