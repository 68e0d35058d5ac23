from app.persistence import PersistenceLayer


class Service:
    def __init__(self, store: PersistenceLayer) -> None:
        self._store: PersistenceLayer = store

    def size(self) -> int:
        return self._store.count_players()
