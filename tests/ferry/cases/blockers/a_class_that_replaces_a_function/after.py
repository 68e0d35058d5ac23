# blockers: decorator
from app.persistence import get_persistence


class Counted:
    def __init__(self, function) -> None:
        self.function = function
        self.calls = 0

    def __call__(self, *args) -> int:
        self.calls += 1
        return self.function(*args) + 1


@Counted
def count() -> int:
    return get_persistence().count_players()
