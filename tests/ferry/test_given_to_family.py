"""Objects of the facade's family that get others by their own calls: both change together, or both stay."""

from pathlib import Path

import pytest

from tests.ferry.stores import CONFIG, migrate

APP = """\
class Store:
    def load(self, key: int) -> str:
        return f"local {key}"

    def put_below(self, other: "Store") -> None:
        self.below = other


class Caching(Store):
    def __init__(self, stores: "list[Store] | Store") -> None:
        self.stores = stores
"""
TARGET = """\
class AsyncStore:
    async def load(self, key: int) -> str:
        return f"local {key}"

    async def put_below(self, other: "AsyncStore") -> None:
        self.below = other


class AsyncCaching(AsyncStore):
    def __init__(self, stores: "list[AsyncStore] | AsyncStore") -> None:
        self.stores = stores
"""
TWINS = CONFIG.replace('"app.RemoteStore" = "aio.AsyncStore"', '"app.Caching" = "aio.AsyncCaching"')
USE = """\
import json

from app import Caching, Store

KINDS = {{"plain": Store}}


class Fake:
    def load(self, key: int) -> str:
        return "fake"


def open_store(name: str) -> Store:
    make = Store
{lines}


def show(name: str, key: int) -> str:
    store = open_store(name)
    return store.load(key)
"""
NOT_SWITCHED = {
    "a class in a variable": "return Caching(make())",
    "a class in a table": "return Caching(KINDS[name]())",
    "by its name": "return Caching(stores=make())",
    "one of two": "return Caching(make() if name else Store())",
    "in a list": "return Caching([Store(), make()])",
    "in a list that a loop makes": "return Caching([kind() for kind in KINDS.values()])",
    "by a method": "store = Caching(Store())\n    store.put_below(make())\n    return store",
    "by an attribute": "store = Caching(Store())\n    store.below = make()\n    return store",
    "an object of another class": "return Caching(Fake())",
    "an object that nothing is known of": "return Caching(json.loads(name)())",
}
SWITCHED = {
    "an object that is made there": "return Caching(Store())",
    "a list of such": "return Caching([Store(), Store()])",
    "one from a variable": "below = Store()\n    return Caching(below)",
}


@pytest.mark.parametrize("lines", NOT_SWITCHED.values(), ids=NOT_SWITCHED)
def test_an_object_stays_with_one_that_it_gets_and_that_is_not_switched(lines: str, tmp_path: Path) -> None:
    use = USE.format(lines=f"    {lines}")

    changes = migrate(tmp_path, APP, TWINS, use, TARGET)

    assert {blocker.kind for blocker in changes.blockers} & {"untraced", "heir"}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == use


@pytest.mark.parametrize("lines", SWITCHED.values(), ids=SWITCHED)
def test_an_object_is_switched_with_those_that_it_gets(lines: str, tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP, TWINS, USE.format(lines=f"    {lines}"), TARGET)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert changes.blockers == []
    assert "return await store.load(key)" in text
    assert "AsyncCaching(" in text
    assert "AsyncStore()" in text
