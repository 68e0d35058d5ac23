from app.persistence import PersistenceLayer, get_persistence


class Reader:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def count_players(self, most: int) -> int:
        return min(most, 5)


def note(thing) -> None:
    print(thing)


def show() -> int:
    reader = Reader(get_persistence())
    note(reader)
    note(reader.layer)
    return reader.count_players(3)
