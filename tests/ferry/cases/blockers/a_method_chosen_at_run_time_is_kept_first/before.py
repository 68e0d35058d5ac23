# blockers: dynamic, held_back
from app.persistence import get_persistence


class Players:
    def get(self, number: int) -> bool:
        return get_persistence().is_admin(number)

    def dispatch(self, verb: str, number: int) -> bool:
        handler = getattr(self, verb.lower(), self.refuse)
        return handler(number)

    def refuse(self, number: int) -> bool:
        return False
