"""The facade's family: its bases, its heirs, and the mixins of which only heirs are made."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, APP, CONFIG, PROTOCOL, TARGET, migrate


def test_a_method_that_an_heir_has_from_a_mixin_is_the_facades(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP)

    assert changes.blockers == []
    assert "return await open_store(remote).load(key)" in (tmp_path / "use.py").read_text(encoding="utf-8")


def test_a_mixin_of_other_classes_is_not_the_facades(tmp_path: Path) -> None:
    changes = migrate(tmp_path, f"{APP}\n\nclass Cache(RemoteLoading):\n    pass\n")

    assert {blocker.kind for blocker in changes.blockers} == {"dynamic"}


def test_a_mixin_of_which_objects_are_made_is_not_the_facades(tmp_path: Path) -> None:
    changes = migrate(tmp_path, f"{APP}\n\nDEFAULT = RemoteLoading()\n")

    assert {blocker.kind for blocker in changes.blockers} == {"dynamic"}


RENAMED = """\
from app import Store as PlainStore


class Store(PlainStore):
    pass


def show(key: int) -> str:
    return Store().load(key)
"""


def test_an_heir_of_the_facade_under_another_name_is_of_the_family(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP, use=RENAMED)

    assert {blocker.kind for blocker in changes.blockers} == {"heir"}


PAIRING = """\
from app import RemoteStore


def show(store: RemoteStore) -> str:
    return store.pair().upper()
"""
PAIR = """
    def pair(self) -> str:
        return "both"
"""
ASYNC_HEIR = """

class AsyncRemoteStore(AsyncStore):
    pass
"""


def test_a_method_that_only_an_heir_has_is_awaited_when_it_is_async_in_its_twin(tmp_path: Path) -> None:
    app = APP.replace("    pass\n", PAIR)
    target = TARGET + ASYNC_HEIR.replace("    pass\n", PAIR.replace("def", "async def"))
    config = CONFIG.replace('"app.RemoteStore" = "aio.AsyncStore"', '"app.RemoteStore" = "aio.AsyncRemoteStore"')

    changes = migrate(tmp_path, app, config, PAIRING, target)

    assert changes.blockers == []
    assert "return (await store.pair()).upper()" in (tmp_path / "use.py").read_text(encoding="utf-8")


def test_a_method_that_only_an_heir_has_is_a_gap_when_its_twin_lacks_it(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP.replace("    pass\n", PAIR), use=PAIRING)

    assert {blocker.kind for blocker in changes.blockers} == {"gap"}


def test_a_method_that_only_an_heir_has_stays_when_its_twin_hands_it_on(tmp_path: Path) -> None:
    app = APP.replace("    pass\n", PAIR)
    forwarding = "    def __getattr__(self, name):\n        return getattr(self.wrapped, name)\n"
    target = TARGET + ASYNC_HEIR.replace("    pass\n", forwarding)
    config = CONFIG.replace('"app.RemoteStore" = "aio.AsyncStore"', '"app.RemoteStore" = "aio.AsyncRemoteStore"')

    changes = migrate(tmp_path, app, config, PAIRING, target)

    assert changes.blockers == []
    assert "return store.pair().upper()" in (tmp_path / "use.py").read_text(encoding="utf-8")


UNBOUND = """\
from app import Store


def show(stores: list[Store], keys: list[int]) -> list[str]:
    return list(map(Store.load, stores, keys))


def shown() -> list[str]:
    return show([Store()], [1])
"""


def test_objects_to_which_a_method_of_the_class_is_applied_stay(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP, use=UNBOUND)

    assert {blocker.kind for blocker in changes.blockers} == {"untraced"}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == UNBOUND


BY_PROTOCOL = """\
from app import Loads, Store


def show(store: Loads, key: int) -> str:
    return store.load(key)


def show_first() -> str:
    return show(Store(), 1)
"""


def test_a_protocol_that_the_facade_alone_implements_is_the_facades(tmp_path: Path) -> None:
    changes = migrate(tmp_path, PROTOCOL, ALONE, BY_PROTOCOL)

    assert changes.blockers == []
    assert "async def show(store: AsyncStore, key: int)" in (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "return await store.load(key)" in (tmp_path / "use.py").read_text(encoding="utf-8")


def test_a_protocol_that_others_implement_keeps_what_is_given_for_it_on_the_facade(tmp_path: Path) -> None:
    other = PROTOCOL + "\n\nclass Page:\n    def load(self, key: int) -> str:\n        return str(key)\n"

    changes = migrate(tmp_path, other, ALONE, BY_PROTOCOL)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] == [(5, "unknown")]
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == BY_PROTOCOL


HEIR_OF_A_LIBRARY = """\
from collections import UserDict


class Store(UserDict):
    def load(self, key: int) -> str:
        return self.data[key]
"""
INHERITED = """\
from app import Store


def show(store: Store, key: int) -> str:
    return store.get(key) or store.load(key)


def size(store: Store) -> int:
    return len(store.items()) + store.load(1)


def second(store: Store) -> str:
    return store[2] + store.load(1)
"""


def test_a_method_from_a_base_outside_the_tree_is_the_facades(tmp_path: Path) -> None:
    target = TARGET.replace(
        "\n\n\ndef", "\n\n    async def get(self, key: int) -> str | None:\n        return None\n\n\ndef"
    )

    changes = migrate(tmp_path, HEIR_OF_A_LIBRARY, ALONE, INHERITED, target)

    assert {(blocker.line, blocker.kind) for blocker in changes.blockers} == {(9, "gap"), (13, "gap")}
    assert "return await store.get(key) or await store.load(key)" in (tmp_path / "use.py").read_text(encoding="utf-8")


WRAPPED = """\
from app import Store


class Caching:
    def __init__(self, store: Store) -> None:
        self.store = store

    def load(self, key: int) -> str:
        return self.store.load(key)


class Page:
    def __init__(self, store: Store) -> None:
        self.store = store

    def show(self, key: int) -> str:
        return self.store.load(key)


def show(key: int) -> str:
    return Page(Caching(Store())).show(key)
"""


def test_a_wrapper_without_an_async_class_stays_as_what_it_wraps(tmp_path: Path) -> None:
    changes = migrate(tmp_path, PROTOCOL, ALONE, WRAPPED)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers if blocker.kind != "held_back"] == [
        (21, "heir")
    ]
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == WRAPPED


LOADED = """\
import importlib

from app import Store


def load_class(name: str) -> type[Store]:
    module, _, last = name.rpartition(".")
    return getattr(importlib.import_module(module), last)


def make(name: str) -> Store:
    return load_class(name)()


def show(key: int) -> str:
    return make("app.Store").load(key)
"""


def test_a_facade_that_is_loaded_by_its_name_stays(tmp_path: Path) -> None:
    changes = migrate(tmp_path, PROTOCOL, ALONE, LOADED)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] == [(16, "held_back")]
    assert "use.py:12" in changes.blockers[0].reason
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == LOADED


IMITATING = """\
from unittest.mock import MagicMock, create_autospec

from app import RemoteStore, Store


def show(store: Store) -> str:
    return store.load(1)


def test_show() -> None:
    store = MagicMock(spec=RemoteStore)
    show(store)
    show(create_autospec(RemoteStore))
    show(MagicMock(spec=Store))
"""


def test_a_mock_of_an_heir_imitates_the_async_class_of_the_heir(tmp_path: Path) -> None:
    remote = TARGET + "\n\nclass AsyncRemoteStore(AsyncStore):\n    pass\n"
    config = CONFIG.replace('"app.RemoteStore" = "aio.AsyncStore"', '"app.RemoteStore" = "aio.AsyncRemoteStore"')

    changes = migrate(tmp_path, APP, config, IMITATING, remote)

    assert changes.blockers == []
    migrated = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "MagicMock(spec=AsyncRemoteStore)" in migrated
    assert "create_autospec(AsyncRemoteStore)" in migrated
    assert "MagicMock(spec=AsyncStore)" in migrated


SHELVES = (
    APP.partition("class RemoteLoading")[0]
    + """\
class Store(Loading):
    def load(self, key: int) -> str:
        return f"local {key}"


class Shelf(Store):
    def __init__(self, stores: list[Store]) -> None:
        self.stores = stores
        self.first: Store | None = None

    def load(self, key: int) -> str:
        return ", ".join(store.load(key) for store in self.stores)

    def put(self, store: Store, label: str = "") -> None:
        self.stores.append(store)

    def __len__(self) -> int:
        return len(self.stores)
"""
)
ASYNC_SHELVES = (
    TARGET
    + """\


class AsyncShelf(AsyncStore):
    def __init__(self, stores: list[AsyncStore]) -> None:
        self.stores = stores
        self.first: AsyncStore | None = None

    async def load(self, key: int) -> str:
        return ", ".join([await store.load(key) for store in self.stores])

    async def put(self, store: AsyncStore, label: str = "") -> None:
        self.stores.append(store)
"""
)
SHOW_SHELF = """\
from app import Shelf, Store


def show(names: list[str]) -> str:
    {fill}
    {asked}
    return shelf.load(1)
"""


@pytest.mark.parametrize(
    "fill",
    [
        "shelf = Shelf([Store()])",
        "shelf = Shelf(stores=[Store() for name in names])",
        "shelf = Shelf([]); shelf.put(Store())",
        "shelf = Shelf([]); shelf.put(label='', store=Store())",
        "shelf = Shelf([]); shelf.stores.append(Store())",
        "shelf = Shelf([]); store = Store(); shelf.stores += [store]",
        "shelf = Shelf([]); shelf.first = Store()",
        "shelf = Shelf([]); shelf.stores[0:0] = [Store()]",
        "shelf = Shelf([]); put = shelf.put; put(Store())",
        "shelf = Shelf([]); table = {'put': shelf.put}; table['put'](Store())",
        "shelf = Shelf([]); (lambda f: f(Store()))(shelf.put)",
    ],
)
@pytest.mark.parametrize(("asked", "stays"), [("print(len(shelf))", True), ("print(names)", False)])
def test_what_another_object_of_the_family_gets_changes_with_it(
    tmp_path: Path, fill: str, asked: str, stays: bool
) -> None:
    config = CONFIG.replace('"app.RemoteStore" = "aio.AsyncStore"', '"app.Shelf" = "aio.AsyncShelf"')
    use = SHOW_SHELF.format(fill=fill.replace("; ", "\n    "), asked=asked)

    changes = migrate(tmp_path, SHELVES, config, use, ASYNC_SHELVES)

    assert {blocker.kind for blocker in changes.blockers} == ({"gap", "held_back"} if stays else set())
    assert ("AsyncStore()" in (tmp_path / "use.py").read_text(encoding="utf-8")) is not stays
