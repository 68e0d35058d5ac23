from app.persistence import PersistenceLayer, get_persistence


class Names(dict):
    def __init__(self, layer: PersistenceLayer) -> None:
        super().__init__()
        self.layer = layer

    def loaded(self, number: int) -> str:
        if number not in self:
            self[number] = self.layer.get_player(number).name
        return self[number]


def name_of(number: int) -> str:
    return Names(get_persistence()).loaded(number)
