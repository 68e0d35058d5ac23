from app.persistence import PersistenceLayer


class Hall:
    def __init__(self, layer: PersistenceLayer, width: int) -> None:
        self.layer = layer
        self.width = width

    def crowd(self) -> int:
        return self.layer.count_players()


def widest(halls):
    return max(halls, key=lambda hall: hall.width)


def crowd_of_widest(layer: PersistenceLayer) -> int:
    return widest([Hall(layer, 1), Hall(layer, 2)]).crowd() + 1
