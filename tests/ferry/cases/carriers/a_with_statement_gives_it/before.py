from app.persistence import PersistenceLayer, get_persistence


class Opened:
    def __enter__(self) -> PersistenceLayer:
        return get_persistence()

    def __exit__(self, *error) -> None:
        pass


def size() -> int:
    with Opened() as layer:
        return layer.count_players()
