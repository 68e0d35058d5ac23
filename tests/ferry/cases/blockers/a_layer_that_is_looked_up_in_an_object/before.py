# blockers: held_back, unknown
import operator

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def role(census: Census) -> str:
    return "admin" if vars(census)["layer"].delete_player(2) else "player"


def also(census: Census) -> str:
    parts = census.__dict__
    return "admin" if parts["layer"].delete_player(2) else "player"


def any_of(census: Census, name: str) -> str:
    return "admin" if getattr(census, name).delete_player(2) else "player"


def one_of(census: Census) -> bool:
    return any(part.delete_player(2) for part in vars(census).values())


def size() -> int:
    return operator.methodcaller("count_players")(get_persistence())
