from app.persistence import PersistenceLayer


class Hall:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def occupants(self) -> int:
        return self.layer.count_players()

    inhabitants = occupants  # for those who called it so
