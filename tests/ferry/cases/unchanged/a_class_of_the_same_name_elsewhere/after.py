class PersistenceLayer:
    def count_players(self) -> int:
        return 0


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()
