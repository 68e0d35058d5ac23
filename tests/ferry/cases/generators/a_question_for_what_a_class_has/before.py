from collections.abc import Iterable
from contextlib import AbstractContextManager

from app.persistence import PersistenceLayer, get_persistence


class Guard:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __enter__(self) -> "Guard":
        self.persistence.count_players()
        return self

    def __exit__(self, *error: object) -> None:
        self.persistence.count_players()


class Free:
    pass


class Reader:
    def __init__(self, persistence: PersistenceLayer) -> None:
        self.persistence = persistence

    def __iter__(self):
        for player in self.persistence.list_players():
            yield player.name


def run(thing):
    if hasattr(thing, "__enter__"):
        with thing:
            return 1
    return 2


def use(guarded: bool) -> int:
    return run(Guard(get_persistence()) if guarded else Free())


def as_list(thing):
    if hasattr(thing, "__iter__"):
        return [x for x in thing]
    return [thing]


def a():
    return as_list(Reader(get_persistence()))


def b():
    return as_list(3)


def show():
    reader = Reader(get_persistence())
    if isinstance(reader, Iterable):
        return list(reader)
    return None


def shown(thing: Guard | Free) -> int:
    match thing:
        case AbstractContextManager():
            return 1
        case _:
            return 2


def leaves(thing: Guard | Free) -> bool:
    return getattr(type(thing), "__exit__", None) is not None
