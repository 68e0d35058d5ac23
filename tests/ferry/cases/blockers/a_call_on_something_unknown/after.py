# blockers: held_back, unknown
from app.persistence import PersistenceLayer


class Ledger:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def head_count(self, least: int = 0) -> int:
        return max(least, self.layer.count_players())


def show(ledger) -> str:
    return f"{ledger.head_count()} players"


def show_another(thing) -> str:
    return f"{thing.head_count(1, 2, 3)} of something else"
