from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer


def size(census: Census) -> int:
    return get_persistence(census.layer).count_players()


def admins(layer) -> bool:
    chosen = get_persistence(given=layer)
    return chosen.is_admin(1)


def report() -> bool:
    own = get_persistence()
    return admins(own) and size(Census(own)) > 0
