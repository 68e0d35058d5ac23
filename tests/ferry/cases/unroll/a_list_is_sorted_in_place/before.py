from app.persistence import PersistenceLayer


class Roster:
    def __init__(self, layer: PersistenceLayer, ids: list[int]) -> None:
        self.layer = layer
        self.ids = ids

    def sort(self) -> None:
        self.ids.sort(key=lambda i: -self.layer.get_player(i).level, reverse=True)
