from collections.abc import Iterable, Iterator

from app.persistence import PersistenceLayer, get_persistence


def lines(store: PersistenceLayer, keys: list[int]) -> Iterator[str]:
    for key in keys:
        yield store.get_player(key).name


def names(store: PersistenceLayer) -> Iterator[str]:
    for player in store.list_players():
        yield player.name


def upper(entries: Iterator[str]) -> Iterator[str]:
    for entry in entries:
        yield entry.upper()


def known(store: PersistenceLayer, entries: Iterable[str]) -> Iterator[str]:
    for number, entry in enumerate(entries):
        if store.is_admin(number):
            yield entry


def size(entries: Iterable[str]) -> int:
    return sum(len(entry) for entry in entries)


def show() -> None:
    for line in upper(lines(get_persistence(), [1, 2])):
        print(line)


def show_known(store: PersistenceLayer) -> None:
    for line in known(store, entries=upper(names(store))):
        print(line)
    print(size(known(store, lines(store, [2]))))


def merged(one: Iterator[str], other: Iterator[str]) -> Iterator[str]:
    yield from one
    yield from other


def show_merged(store: PersistenceLayer) -> list[str]:
    print(list(merged(names(store), lines(store, [1]))))
    return [line for line in merged(other=names(store), one=known(store, names(store)))]


def show_kept(store: PersistenceLayer) -> list[str]:
    found = names(store)
    shown = upper(found)
    return list(shown)
