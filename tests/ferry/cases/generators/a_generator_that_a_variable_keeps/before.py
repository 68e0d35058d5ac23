from collections.abc import Iterator

from app.persistence import PersistenceLayer, get_persistence


def names(store: PersistenceLayer, keys: list[int]) -> Iterator[str]:
    for key in keys:
        yield store.get_player(key).name


def show() -> None:
    found = names(get_persistence(), [1, 2])
    print("first")
    for name in found:
        print(name)


def numbered() -> None:
    found = names(get_persistence(), [1, 2])
    for n, name in enumerate(found):
        print(n, name)


def size() -> int:
    found = names(get_persistence(), [1, 2])
    return sum(len(name) for name in found)


def both() -> list[str]:
    found = names(get_persistence(), [1, 2])
    one, two = found
    return [one, two]


def all_names() -> Iterator[str]:
    found = names(get_persistence(), [1, 2])
    yield "all"
    yield from found


def first() -> str:
    found = all_names()
    return next(found)
