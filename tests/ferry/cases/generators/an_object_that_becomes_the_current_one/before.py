from flask.globals import current

from app.persistence import PersistenceLayer, get_persistence


class Session:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __enter__(self):
        current.set(self)
        self.layer.move_player(room="hall", player_id=1)
        return self

    def __exit__(self, *error: object) -> None:
        current.set(None)
        self.layer.move_player(room="yard", player_id=1)


class Names:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __iter__(self):
        current.set(self)
        for player in self.layer.list_players():
            yield player.name


def is_current() -> bool:
    with Session(get_persistence()) as session:
        return current.get() is session


def names() -> list[str]:
    return [name for name in Names(get_persistence())]
