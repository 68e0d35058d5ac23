from app.persistence import PersistenceLayer


def load(layer: PersistenceLayer, ids: list[int]):
    get = lambda i: layer.get_player(i)  # noqa: E731
    return [get(i) for i in ids]
