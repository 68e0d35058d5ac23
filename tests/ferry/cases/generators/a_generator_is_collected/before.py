from collections.abc import Iterable

from app.persistence import PersistenceLayer


def levels(layer: PersistenceLayer) -> Iterable[int]:
    for player in layer.list_players():
        yield player.level


def summary(layer: PersistenceLayer) -> tuple[list[int], int, int]:
    everything = list(levels(layer))
    return everything, sum(levels(layer)), max(levels(layer), default=0)


def is_there(layer: PersistenceLayer, level: int) -> bool:
    return level in levels(layer)


def text(layer: PersistenceLayer) -> str:
    first, *rest = levels(layer)
    print(*levels(layer), sep="\n")
    return ", ".join(str(level) for level in levels(layer) if level > first)
