# blockers: generator, held_back
from app.persistence import PersistenceLayer, get_persistence


class Reader:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __iter__(self):
        for player in self.persistence.list_players():
            yield player.name


def as_list(thing):
    if hasattr(thing, "__iter__"):
        return [x for x in thing]
    return [thing]


def a():
    return as_list(Reader(get_persistence()))


def b():
    return as_list([3])


class Guard:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> "Guard":
        self.persistence.count_players()
        return self

    def __exit__(self, *error: object) -> None:
        self.persistence.count_players()


class Lock:
    def __enter__(self) -> "Lock":
        return self

    def __exit__(self, *error: object) -> None:
        return None


def can_be_entered(thing: Guard | Lock) -> bool:
    return hasattr(thing, "__enter__")


class Rooms:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __iter__(self):
        yield self.persistence.is_admin(1)


def can_be_read(thing: object) -> bool:
    return hasattr(thing, "__iter__")


def both() -> bool:
    return can_be_read(Rooms(get_persistence())) and can_be_read((1, 2))
