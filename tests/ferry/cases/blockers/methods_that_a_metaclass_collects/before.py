# blockers: dynamic, held_back
from app.persistence import PersistenceLayer


class Collecting(type):
    def __new__(mcs, name, bases, namespace):
        cls = super().__new__(mcs, name, bases, namespace)
        cls.rules = {key: rule for key, rule in namespace.items() if key.startswith("may_")}
        return cls


class Rules(metaclass=Collecting):
    def __init__(self, persistence: PersistenceLayer) -> None:
        self._persistence = persistence

    def may_enter(self, player_id: int) -> bool:
        return self._persistence.is_admin(player_id)

    def may(self, what: str, player_id: int) -> bool:
        return self.rules[f"may_{what}"](self, player_id)
