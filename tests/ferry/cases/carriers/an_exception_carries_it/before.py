from app.persistence import get_persistence


class Wrong(Exception):
    def __init__(self, layer) -> None:
        super().__init__("wrong")
        self.layer = layer


def fail() -> None:
    raise Wrong(get_persistence())


def size() -> int:
    try:
        fail()
    except (Wrong, KeyError) as error:
        return size_of(error)
    return 0


def size_of(error) -> int:
    return error.layer.count_players()
