from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Reader:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    def count_players(self, most: int) -> int:
        return min(most, 5)


def note(thing) -> None:
    print(thing)


def show() -> int:
    reader = Reader(get_async_persistence())
    note(reader)
    note(reader.layer)
    return reader.count_players(3)
