from app.persistence import PersistenceLayer


class Census:
    @classmethod
    def size(cls, layer: PersistenceLayer) -> int:
        return layer.count_players()


def report(layer: PersistenceLayer) -> str:
    return f"{Census.size(layer)} players"
