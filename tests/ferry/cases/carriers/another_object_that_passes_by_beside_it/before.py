from app.persistence import PersistenceLayer


class Ballot:
    def count_players(self) -> int:
        return 2


def described(thing) -> str:
    return f"{thing}"


def size(layer: PersistenceLayer) -> int:
    described(layer)
    described(Ballot())
    return layer.count_players()
