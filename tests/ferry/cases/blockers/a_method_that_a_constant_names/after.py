# blockers: unknown, held_back
import operator

from app.persistence import PersistenceLayer


class Page:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def render(self) -> str:
        return f"{self.layer.count_players()} players"


def texts(layer: PersistenceLayer) -> list[str]:
    return list(map(operator.methodcaller("render"), [Page(layer)]))
