# blockers: dynamic, held_back
import inspect

from app.persistence import PersistenceLayer, get_persistence
from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

WORDS = {"oak"}


class Names:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def union(self, other: list[str]) -> list[str]:
        return [player.name for player in self.layer.list_players()] + other


class Marks:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def casefold(self) -> str:
        return f"{await self.layer.count_players()}"

    async def intersection(self, other: list[str]) -> list[str]:
        return [player.name for player in await self.layer.list_players() if player.name in other]


def dump(thing):
    return sorted(name.lower() for name in thing.union(["oak"]))


def dump_all() -> list[object]:
    return [dump(Names(get_persistence())), dump({"elm"})]


async def marks_of(thing=""):
    return await result if inspect.isawaitable(result := thing.casefold()) else result


async def marks() -> list[str]:
    return [await marks_of(), await marks_of(Marks(get_async_persistence()))]


async def known(full: bool) -> list[str]:
    found = Marks(get_async_persistence()) if full else {"oak"}
    names = await result if inspect.isawaitable(result := found.intersection(["oak"])) else result
    return list(names)


async def asked(thing) -> list[str]:
    if isinstance(thing, Marks):
        return await thing.intersection(["oak"])
    return list(thing)


async def ask() -> list[list[str]]:
    return [await asked(Marks(get_async_persistence())), await asked({"oak"})]


async def longest(*things) -> int:
    most = 0
    for thing in things:
        most = max(most, len((await result if inspect.isawaitable(result := thing.intersection(["oak"])) else result)))
    return most


async def most() -> int:
    return await longest({"oak"}, Marks(get_async_persistence()))


class Kept:
    def __init__(self, kept=None) -> None:
        self.kept = set() if kept is None else kept

    async def known(self) -> list[str]:
        return list((await result if inspect.isawaitable(result := self.kept.intersection(["oak"])) else result))


async def kept() -> list[list[str]]:
    return [await Kept().known(), await Kept(Marks(get_async_persistence())).known()]


async def or_words(thing=None) -> list[str]:
    thing = thing or WORDS
    return await result if inspect.isawaitable(result := thing.intersection(["oak"])) else result


async def words() -> list[list[str]]:
    return [await or_words(), await or_words(Marks(get_async_persistence()))]


class Woods(set):
    pass


async def trees_in(thing) -> list[str]:
    return await result if inspect.isawaitable(result := thing.intersection(["oak"])) else result


async def trees() -> list[list[str]]:
    return [await trees_in(Woods(["oak"])), await trees_in(Marks(get_async_persistence()))]
