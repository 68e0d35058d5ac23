# blockers: property, held_back
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
    @property
    def layer(self) -> PersistenceLayer:
        raise NotImplementedError

    def may(self, key: int) -> bool:
        return self.layer.is_admin(key)


class Front(Keeping, Rights):
    def show(self) -> str:
        return f"{self.may(2)}"


def show() -> str:
    return Front(get_persistence()).show()
