"""Accessors that are called on a class, functions over them that tests replace, and twins that nobody wrote or made."""

from pathlib import Path

import pytest

from tests.ferry.stores import CONFIG, migrate
from tools.ferry.cli.main import main
from tools.ferry.config import read_config
from tools.ferry.project.project import TreeError

APP = """\
from typing import Self


class Store:
    _shared: "Store | None" = None

    @classmethod
    def shared(cls) -> Self:
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    def load(self, key: int) -> str:
        return f"local {key}"


class RemoteStore(Store):
    pass


def get_store() -> Store:
    return Store()
"""
AIO = """\
from typing import Self


class AsyncStore:
    _shared: "AsyncStore | None" = None

    @classmethod
    def shared_async(cls) -> Self:
        if cls._shared is None:
            cls._shared = cls()
        return cls._shared

    async def load(self, key: int) -> str:
        return f"local {key}"


def get_store() -> AsyncStore:
    return AsyncStore()
"""
TWINS = '[target.accessors]\n"app.Store.shared" = "aio.AsyncStore.shared_async"\n"app.get_store" = "aio.get_store"\n'
SHARED = CONFIG.replace('["use.py"]', '["use.py", "test_use.py"]').replace(
    '"app.Store"\n', '"app.Store"\naccessors = ["app.Store.shared", "app.get_store"]\n'
)
SHARED = SHARED.replace('[target.classes]\n"app.RemoteStore" = "aio.AsyncStore"\n', TWINS)
USE = """\
import app
from app import Store


class Service:
    def __init__(self) -> None:
        self.store = Store.shared()

    def show(self, key: int) -> str:
        return self.store.load(key)


def show(key: int) -> str:
    return app.Store.shared().load(key)
"""
PATCHED = """\
from unittest.mock import MagicMock, patch

import use
from app import Store


@patch("app.Store.shared")
def test_named(shared):
    shared.return_value.load.return_value = "a"
    assert use.show(1) == "a"


def test_object():
    store = MagicMock()
    store.load.return_value = "b"
    with patch.object(Store, "shared", return_value=store):
        assert use.show(1) == "b"


def test_set(monkeypatch):
    store = MagicMock()
    store.load.return_value = "c"
    monkeypatch.setattr(Store, "shared", lambda: store)
    assert use.show(1) == "c"
"""


def test_what_a_class_method_gives_is_switched_with_the_name_of_its_class(tmp_path: Path) -> None:
    (tmp_path / "test_use.py").write_text(PATCHED, encoding="utf-8")

    changes = migrate(tmp_path, APP, SHARED, USE, AIO)

    assert changes.blockers == []
    use = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "from aio import AsyncStore\n" in use
    assert "import app\n" not in use
    assert "self.store = AsyncStore.shared_async()" in use
    assert "return await AsyncStore.shared_async().load(key)" in use
    tests = (tmp_path / "test_use.py").read_text(encoding="utf-8")
    assert '@patch("aio.AsyncStore.shared_async")\n' in tests
    assert "async def test_named(shared_async):" in tests
    assert 'with patch.object(AsyncStore, "shared_async", return_value=store):' in tests
    assert 'monkeypatch.setattr(AsyncStore, "shared_async", lambda: store)' in tests


def test_a_class_method_that_is_called_on_another_class_or_on_an_object_stays(tmp_path: Path) -> None:
    use = """\
from app import RemoteStore, Store


def of_heir(key: int) -> str:
    return RemoteStore.shared().load(key)


def of_object(key: int, store: Store) -> str:
    return store.shared().load(key)
"""
    changes = migrate(tmp_path, APP, SHARED, use, AIO)

    assert {(b.line, b.kind) for b in changes.blockers} >= {(5, "untraced"), (9, "untraced")}
    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "return RemoteStore.shared().load(key)" in text
    assert "return store.shared().load(key)" in text


def test_a_test_that_replaces_the_class_keeps_what_its_accessor_gives(tmp_path: Path) -> None:
    test = """\
from unittest.mock import patch

import use


def test_class():
    with patch("use.Store") as cls:
        cls.shared.return_value.load.return_value = "a"
        assert use.Service().show(1) == "a"
"""
    (tmp_path / "test_use.py").write_text(test, encoding="utf-8")

    changes = migrate(tmp_path, APP, SHARED, USE, AIO)

    assert ("test_use.py", 7, "mock") in {(b.file, b.line, b.kind) for b in changes.blockers}
    use = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "self.store = Store.shared()" in use
    assert "return self.store.load(key)" in use
    assert "return await AsyncStore.shared_async().load(key)" in use  # looked up in another place
    assert (tmp_path / "test_use.py").read_text(encoding="utf-8") == test


ASKING = """\
from app import get_store


def show(key: int) -> str:
    return get_store().load(key)
"""


def test_a_twin_of_the_same_name_is_named_over_its_module(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP, SHARED, ASKING, AIO)

    assert changes.blockers == []
    use = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert use.startswith("import aio\n\n\n")
    assert "return await aio.get_store().load(key)" in use


def test_what_an_accessor_without_a_twin_gives_stays(tmp_path: Path) -> None:
    config = SHARED.replace('"app.get_store" = "aio.get_store"\n', "")

    changes = migrate(tmp_path, APP, config, ASKING, AIO)

    assert [(b.line, b.kind) for b in changes.blockers] == [(5, "gap")]
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == ASKING


def test_a_method_of_objects_is_no_accessor(tmp_path: Path) -> None:
    with pytest.raises(TreeError, match=r"ferry.toml:4: facade.accessors: app.Store.load is a method of objects"):
        migrate(tmp_path, APP, SHARED.replace('"app.Store.shared", "', '"app.Store.load", "'), ASKING, AIO)


def test_init_takes_a_class_method_that_gives_the_facade_for_an_accessor(tmp_path: Path) -> None:
    for name, text in {"app.py": APP, "aio.py": AIO, "use.py": USE}.items():
        (tmp_path / name).write_text(text, encoding="utf-8")

    main(["--quiet", "--root", str(tmp_path), "init", "--facade", "app.Store", "--target", "aio.AsyncStore"])

    config = read_config(tmp_path / "ferry.toml")
    assert config.accessors == ("app.get_store", "app.Store.shared")
    assert config.target_accessors["app.Store.shared"] == "aio.AsyncStore.shared_async"
    assert config.methods == {}


MADE_BEFORE = """\
_store: "Store | None" = None


class Store:
    def load(self, key: int) -> str:
        return f"local {key}"


def init_store() -> None:
    global _store
    _store = Store()


def get_store() -> Store:
    if _store is None:
        raise RuntimeError("init_store() comes first")
    return _store
"""
TWIN_MADE_BEFORE = (
    MADE_BEFORE.replace("Store", "AsyncStore").replace("    def", "    async def").replace("init_store", "init_async")
)
STARTING = ASKING.replace("import get_store\n", "import get_store, init_store\n") + (
    "\n\ndef main() -> None:\n    init_store()\n    print(show(1))\n"
)
BOTH = STARTING.replace("from app", "from aio import init_async\nfrom app").replace(
    "    init_store()\n", "    init_store()\n    init_async()\n"
)
OF_GET_STORE = SHARED.replace('"app.Store.shared", ', "").replace(
    '"app.Store.shared" = "aio.AsyncStore.shared_async"\n', ""
)
MADE = {
    "nothing makes the target's": (STARTING, MADE_BEFORE, TWIN_MADE_BEFORE, [(5, "gap")]),
    "the accessor makes the facade's itself": (ASKING, APP, TWIN_MADE_BEFORE, [(5, "gap")]),
    "a main function makes both": (BOTH, MADE_BEFORE, TWIN_MADE_BEFORE, []),
    "the target's module makes its own": (STARTING, MADE_BEFORE, TWIN_MADE_BEFORE + "\n\ninit_async()\n", []),
    "the twin makes it itself": (STARTING, MADE_BEFORE, AIO, []),
    "nothing makes either": (ASKING, MADE_BEFORE, TWIN_MADE_BEFORE, []),
}


@pytest.mark.parametrize(("use", "app", "aio", "blockers"), MADE.values(), ids=MADE)
def test_an_accessor_is_left_only_where_something_makes_what_its_twin_gives(
    tmp_path: Path, use: str, app: str, aio: str, blockers: list[tuple[int, str]]
) -> None:
    changes = migrate(tmp_path, app, OF_GET_STORE, use, aio)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] == blockers
    assert ("await " in (tmp_path / "use.py").read_text(encoding="utf-8")) == (not blockers)


HELPED = """\
from app import Store, get_store


class Desk:
    @property
    def kept(self) -> Store:
        return get_store()


def store() -> Store:
    return get_store()


def show(key: int) -> str:
    return store().load(key)


def shown(key: int) -> str:
    return Desk().kept.load(key)
"""
REPLACING = """\
from unittest.mock import MagicMock, PropertyMock, patch

import use


def test_show(monkeypatch):
    fake = MagicMock()
    fake.load.return_value = "a"
"""
TOLD = [
    '    with patch("use.store", return_value=fake):\n        assert use.show(1) == "a"\n',
    '    with patch.object(use, "store") as store:\n'
    '        store.return_value = fake\n        assert use.show(1) == "a"\n',
    '    monkeypatch.setattr(use, "store", lambda: fake)\n    assert use.show(1) == "a"\n',
]
BY_PATCH = (
    '    with patch("use.store") as store:\n'
    '        store.return_value.load.return_value = "a"\n        assert use.show(1) == "a"\n'
)
UNTOLD = [
    '    with patch.object(use.Desk, "kept", new_callable=PropertyMock) as kept:\n'
    '        kept.return_value.load.return_value = "a"\n        assert use.shown(1) == "a"\n',
]


@pytest.mark.parametrize("replaced", TOLD)
def test_what_a_test_gives_in_the_place_of_a_function_over_an_accessor_follows(tmp_path: Path, replaced: str) -> None:
    (tmp_path / "test_use.py").write_text(REPLACING + replaced, encoding="utf-8")

    changes = migrate(tmp_path, APP, OF_GET_STORE, HELPED, AIO)

    assert changes.blockers == []
    assert "    fake = AsyncMock()\n" in (tmp_path / "test_use.py").read_text(encoding="utf-8")
    assert "    return await store().load(key)\n" in (tmp_path / "use.py").read_text(encoding="utf-8")


def test_the_mock_that_a_patch_makes_of_a_function_over_an_accessor_follows(tmp_path: Path) -> None:
    (tmp_path / "test_use.py").write_text(REPLACING + BY_PATCH, encoding="utf-8")

    changes = migrate(tmp_path, APP, OF_GET_STORE, HELPED, AIO)

    assert changes.blockers == []
    told = '        store.return_value = AsyncMock()\n        store.return_value.load.return_value = "a"\n'
    assert told in (tmp_path / "test_use.py").read_text(encoding="utf-8")
    assert "    return await store().load(key)\n" in (tmp_path / "use.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("replaced", UNTOLD)
def test_a_mock_in_the_place_of_a_function_over_an_accessor_keeps_it(tmp_path: Path, replaced: str) -> None:
    (tmp_path / "test_use.py").write_text(REPLACING + replaced, encoding="utf-8")

    changes = migrate(tmp_path, APP, OF_GET_STORE, HELPED, AIO)

    assert ("test_use.py", 9, "mock") in {(b.file, b.line, b.kind) for b in changes.blockers}
    kept = "store()" if "use.store" in replaced else "Desk().kept"
    assert f"    return {kept}.load(key)\n" in (tmp_path / "use.py").read_text(encoding="utf-8")


CACHED = """\
from functools import lru_cache


class Store:
    def load(self, key: int) -> str:
        return f"local {key}"


@lru_cache
def get_store() -> Store:
    return Store()
"""
RESETTING = ASKING + "\n\ndef forget() -> None:\n    get_store.cache_clear()\n"


RESETTING_BOTH = f"import aio\n{RESETTING}    aio.get_store.cache_clear()\n"


AIO_CACHED = (
    CACHED.replace("Store:", "AsyncStore:").replace("Store()", "AsyncStore()").replace("    def", "    async def")
)
AIO_KEEPING = AIO_CACHED.replace("@lru_cache\n", "").replace(
    "    return AsyncStore()", "    return _kept.setdefault(1, AsyncStore())\n\n\n_kept: dict[int, AsyncStore] = {}"
)


@pytest.mark.parametrize(
    ("use", "aio", "kinds"),
    [
        (ASKING, AIO_CACHED, []),
        (RESETTING, AIO_CACHED, []),
        (RESETTING_BOTH, AIO_CACHED, []),
        (RESETTING, AIO_KEEPING, ["gap"]),
    ],
    ids=["never reset", "reset", "reset with its twin", "a twin that is reset otherwise"],
)
def test_what_an_accessor_gives_stays_where_its_cache_is_cleared_alone(
    tmp_path: Path, use: str, aio: str, kinds: list[str]
) -> None:
    changes = migrate(tmp_path, CACHED, OF_GET_STORE, use, aio)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert [blocker.kind for blocker in changes.blockers if blocker.kind != "held_back"] == kinds
    assert ("await " in text) == (not kinds)
    assert text.count("aio.get_store.cache_clear()") == (not kinds and use is not ASKING)
