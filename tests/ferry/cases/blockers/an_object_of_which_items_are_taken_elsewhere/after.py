# blockers: held_back, unknown
from app.persistence import PersistenceLayer


class Mill:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def flour_of(self, name: str) -> int:
        return self.layer.count_players() + len(name)


class Store:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __getitem__(self, name: str) -> str:
        return name

    def bread_of(self, name: str) -> int:
        return self.layer.count_players() + len(name)


def show_one_or_the_other(thing):
    if isinstance(thing, dict):
        return thing["rye"]
    return thing.flour_of("rye")


def show_perhaps(thing, plain: bool):
    return thing["rye"] if plain else thing.flour_of("rye")


def show_what_was_another(thing):
    found = thing["rye"]
    thing = found.mill
    return thing.flour_of("rye")


def show_store(thing):
    return thing["rye"], thing.bread_of("rye")
