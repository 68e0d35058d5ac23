# blockers: dynamic, held_back
from app.persistence import PersistenceLayer, get_persistence

WORDS = {"oak"}


class Names:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def union(self, other: list[str]) -> list[str]:
        return [player.name for player in self.layer.list_players()] + other


class Marks:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def casefold(self) -> str:
        return f"{self.layer.count_players()}"

    def intersection(self, other: list[str]) -> list[str]:
        return [player.name for player in self.layer.list_players() if player.name in other]


def dump(thing):
    return sorted(name.lower() for name in thing.union(["oak"]))


def dump_all() -> list[object]:
    return [dump(Names(get_persistence())), dump({"elm"})]


def marks_of(thing=""):
    return thing.casefold()


def marks() -> list[str]:
    return [marks_of(), marks_of(Marks(get_persistence()))]


def known(full: bool) -> list[str]:
    found = Marks(get_persistence()) if full else {"oak"}
    names = found.intersection(["oak"])
    return list(names)


def asked(thing) -> list[str]:
    if isinstance(thing, Marks):
        return thing.intersection(["oak"])
    return list(thing)


def ask() -> list[list[str]]:
    return [asked(Marks(get_persistence())), asked({"oak"})]


def longest(*things) -> int:
    most = 0
    for thing in things:
        most = max(most, len(thing.intersection(["oak"])))
    return most


def most() -> int:
    return longest({"oak"}, Marks(get_persistence()))


class Kept:
    def __init__(self, kept=None) -> None:
        self.kept = set() if kept is None else kept

    def known(self) -> list[str]:
        return list(self.kept.intersection(["oak"]))


def kept() -> list[list[str]]:
    return [Kept().known(), Kept(Marks(get_persistence())).known()]


def or_words(thing=None) -> list[str]:
    thing = thing or WORDS
    return thing.intersection(["oak"])


def words() -> list[list[str]]:
    return [or_words(), or_words(Marks(get_persistence()))]


class Woods(set):
    pass


def trees_in(thing) -> list[str]:
    return thing.intersection(["oak"])


def trees() -> list[list[str]]:
    return [trees_in(Woods(["oak"])), trees_in(Marks(get_persistence()))]
