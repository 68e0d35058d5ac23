# blockers: property
from app.persistence import PersistenceLayer, get_persistence


class Keeping:
    def __init__(self, kept: PersistenceLayer) -> None:
        self.kept = kept

    @property
    def layer(self) -> PersistenceLayer:
        return self.kept

    @property
    def size(self) -> int:
        return self.kept.count_players()


class Rights:
    layer: PersistenceLayer

    def title(self) -> str:
        return "rights"


class Front(Rights, Keeping):
    def show(self) -> str:
        return f"{self.title()} {self.size}"


def show() -> str:
    return Front(get_persistence()).show()
