# blockers: property, held_back
from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return self.layer.count_players()


def first(census: Census) -> bool:
    # The accessor gives the very object that the property uses.
    return get_persistence(census.layer).is_admin(1)
