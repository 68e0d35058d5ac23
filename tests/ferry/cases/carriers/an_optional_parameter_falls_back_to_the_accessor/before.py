from app.persistence import PersistenceLayer, get_persistence


class Service:
    def __init__(self, layer: PersistenceLayer | None = None) -> None:
        self._layer = layer or get_persistence()

    def size(self) -> int:
        return self._layer.count_players()
