# blockers: property, held_back
from app.persistence import PersistenceLayer, get_persistence


class Rights:
    layer: PersistenceLayer

    def may(self, key: int) -> bool:
        return self.layer.is_admin(key)


class Front(Rights):
    def __init__(self) -> None:
        self.layer = get_persistence()

    @property
    def size(self) -> int:
        return self.layer.count_players()


class Back(Rights):
    def __init__(self) -> None:
        self.layer = get_persistence()

    def title(self) -> str:
        return self.layer.get_player(1).name


def show() -> str:
    return f"{Front().may(2)} {Back().may(2)} {Back().title()}"
