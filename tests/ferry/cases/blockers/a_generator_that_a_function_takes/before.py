# blockers: generator, held_back
from collections.abc import Iterator

from app.persistence import PersistenceLayer


def lines(store: PersistenceLayer, keys: list[int]) -> Iterator[str]:
    for key in keys:
        yield store.get_player(key).name


def plain() -> Iterator[str]:
    yield "a"


def upper(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry.upper()


def lower(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry.lower()


def twice(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry
    yield from entries


def other(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry


def show(store: PersistenceLayer) -> None:
    for line in upper(lines(store, [1, 2])):
        print(line)
    for line in lower(lines(store, [1, 2])):
        print(line)
    for line in twice(lines(store, [1, 2])):
        print(line)
    for line in map(other, lines(store, [1, 2])):
        print(line)


def show_others() -> None:
    print(list(upper(plain())), list(lower(["a"])))


class Printer:
    def all(self, entries: Iterator[str]) -> None:
        for entry in entries:
            print(entry)


def show_printed(store: PersistenceLayer) -> None:
    Printer().all(lines(store, [1, 2]))
    print(list(zip(lines(store, [1, 2]), [1, 2])))


def raised(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry


def show_twice(store: PersistenceLayer) -> None:
    found = lines(store, [1, 2])
    print(list(raised(found)), list(found))


def tidying(store: PersistenceLayer) -> Iterator[str]:
    try:
        yield store.get_player(1).name
    finally:
        print("closed")


def passing(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry


def show_first(store: PersistenceLayer) -> None:
    for line in passing(tidying(store)):
        print(line)
        break
    print("after it is closed")
