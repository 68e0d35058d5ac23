from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from typing import Union

from app.persistence import PersistenceLayer, get_persistence


def ask(level: 'Callable[[PersistenceLayer, "Größe"], Union[int, str]]') -> str:
    return f"{level(get_persistence(), 1)}"


def asked() -> list[str]:
    def level(layer: PersistenceLayer, number: int) -> Union[int, str]:
        return layer.get_player(number).level

    return [ask(level), ask(lambda layer, number: "")]


Größe = int


# What a generator gives is an annotation, too.


def names(layer: PersistenceLayer) -> "Iterator[str]":
    for number in (1, 2):
        yield layer.get_player(number).name


def layers() -> "Generator[PersistenceLayer, None, PersistenceLayer | None]":
    layer = get_persistence()
    layer.count_players()
    yield layer


@contextmanager
def counted() -> "Iterator[int]":
    yield get_persistence().count_players()


def everything() -> list[str]:
    with counted() as number:
        return [str(number), *(name for layer in layers() for name in names(layer))]
