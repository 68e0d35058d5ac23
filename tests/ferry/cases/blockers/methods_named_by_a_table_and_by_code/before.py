# blockers: dynamic, held_back
from app.persistence import get_persistence


class Steps:
    names = {"save": "step_save"}

    def run(self, event: str, other: str) -> object:
        return getattr(self, self.names.get(event, other))()

    def step_save(self) -> bool:
        return get_persistence().is_admin(1)

    def step_other(self) -> None:
        return None
