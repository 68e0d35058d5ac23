"""What accessors give and other code changes: a reset beside that of its twin, and what holds the facade back."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, migrate
from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out, write

CLASS = """\
from contextvars import ContextVar


class Store:
    def load(self, key: int) -> str:
        return f"local {key}"


"""
GLOBAL = """\
_store: "Store | None" = None


def get_store() -> Store:
    global _store
    if _store is None:
        _store = Store()
    return _store


def reset_store() -> None:
    global _store
    _store = None


def set_store(store: Store) -> None:
    global _store
    _store = store
"""
ATTRIBUTE = """\
class Kept:
    store: "Store | None" = None


def get_store() -> Store:
    if Kept.store is None:
        Kept.store = Store()
    return Kept.store


def reset_store() -> None:
    Kept.store = None
"""
CONTEXT = """\
_store: ContextVar["Store | None"] = ContextVar("store", default=None)


def get_store() -> Store:
    if _store.get() is None:
        _store.set(Store())
    return _store.get()


def reset_store() -> None:
    _store.set(None)
"""
TABLE = """\
_stores: dict[str, Store] = {}


def _kept() -> Store:
    return _stores.setdefault("main", Store())


def get_store() -> Store:
    return _kept()


def forget() -> None:
    _stores.clear()


def reset_store() -> None:
    forget()
"""
KEEPING = {"a variable": GLOBAL, "an attribute": ATTRIBUTE, "a context": CONTEXT, "a table": TABLE}
ACCESSOR = ALONE.replace('"app.Store"\n', '"app.Store"\naccessors = ["app.get_store"]\n').replace(
    "[categories]", '[target.accessors]\n"app.get_store" = "aio.get_async_store"\n[categories]'
)
ACCESSOR = ACCESSOR.replace('["use.py"]', '["use.py", "test_use.py"]')
PAIRED = (
    ACCESSOR.replace("[target]", 'companions = ["app.reset_store"]\n[target]').replace(
        "[categories]", '"app.reset_store" = "aio.reset_async_store"\n[categories]'
    )
    + '[[steps]]\nid = "delete"\nkind = "delete"\nfiles = ["app.py"]\n'
)
USE = """\
from app import get_store, reset_store


def show(key: int) -> str:
    return get_store().load(key)


def forget() -> None:
    reset_store()
"""


def _layers(kept: str) -> tuple[str, str]:
    """Return the facade's module and the target's, which keep their objects in the same way."""
    app = CLASS + kept
    names = ("get_store", "set_store", "reset_store")
    aio = app.replace("Store", "AsyncStore").replace("    def load", "    async def load")
    for name in names:
        aio = aio.replace(name, name.replace("_store", "_async_store"))
    return app, aio


@pytest.mark.parametrize("kept", KEEPING.values(), ids=KEEPING)
def test_what_an_accessor_gives_stays_where_only_that_is_reset(tmp_path: Path, kept: str) -> None:
    app, aio = _layers(kept)

    changes = migrate(tmp_path, app, ACCESSOR, USE, aio)

    assert ("use.py", 9, "gap") in {(b.file, b.line, b.kind) for b in changes.blockers}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == USE


@pytest.mark.parametrize("kept", KEEPING.values(), ids=KEEPING)
def test_a_companion_is_called_with_its_twin_and_goes_with_the_facade(tmp_path: Path, kept: str) -> None:
    app, aio = _layers(kept)

    changes = migrate(tmp_path, app, PAIRED, USE, aio)

    assert changes.blockers == []
    both = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "    return await get_async_store().load(key)\n" in both
    assert "    reset_store()\n    reset_async_store()\n" in both
    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        deleted = carry_out(analysis, "delete")
    assert deleted.blockers == []
    write(tmp_path, deleted)
    assert (
        (tmp_path / "use.py").read_text(encoding="utf-8").endswith("def forget() -> None:\n    reset_async_store()\n")
    )


LATER = {
    "a cleanup": ("case.addCleanup(reset_store)", "case.addCleanup(reset_async_store)"),
    "a finalizer": ("case.request.addfinalizer(reset_store)", "case.request.addfinalizer(reset_async_store)"),
    "an end of the program": ("atexit.register(reset_store)", "atexit.register(reset_async_store)"),
    "a cleanup over lines": ("case.addCleanup(\n        reset_store,\n    )", "case.addCleanup(reset_async_store)"),
}


@pytest.mark.parametrize(("line", "twin"), LATER.values(), ids=LATER)
def test_a_companion_that_runs_at_an_end_has_its_twin_run_there_too(tmp_path: Path, line: str, twin: str) -> None:
    app, aio = _layers(GLOBAL)
    use = USE.replace("    reset_store()", f"    {line}").replace("forget()", "forget(case)")

    changes = migrate(tmp_path, app, PAIRED, f"import atexit\n\n{use}\n\natexit.register(print)\n", aio)

    assert changes.blockers == []
    both = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert f"    {line}\n    {twin}\n" in both
    assert "    return await get_async_store().load(key)\n" in both
    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        deleted = carry_out(analysis, "delete")
    assert deleted.blockers == []
    write(tmp_path, deleted)
    alone = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert f"def forget(case) -> None:\n    {twin}\n" in alone


def test_what_another_branch_resets_is_not_reset_beside(tmp_path: Path) -> None:
    app, aio = _layers(GLOBAL)
    use = USE.replace(
        "import get_store, reset_store\n", "import get_store, reset_store\nfrom aio import reset_async_store\n"
    )
    use = use.replace(
        "    reset_store()\n", "    if show(1):\n        reset_store()\n    else:\n        reset_async_store()\n"
    )

    migrate(tmp_path, app, PAIRED, use, aio)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "        reset_store()\n        reset_async_store()\n    else:\n        reset_async_store()\n" in text


def test_the_facade_is_not_deleted_where_a_reset_stands_without_its_twin(tmp_path: Path) -> None:
    app, aio = _layers(GLOBAL)
    use = "from app import reset_store\n\n\ndef forget() -> None:\n    reset_store()\n"
    migrate(tmp_path, app, PAIRED, use, aio)

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        deleted = carry_out(analysis, "delete")

    assert [(b.file, b.line, b.kind) for b in deleted.blockers] == [("use.py", 5, "in_use")]
    assert deleted.contents == {}


CACHED = (
    CLASS.replace("from contextvars import ContextVar", "from functools import lru_cache")
    + """\
@lru_cache
def get_store() -> Store:
    return Store()
"""
)
CLEARING = USE.replace(", reset_store", "").replace("reset_store()", "get_store.cache_clear()")
BY_HAND = """\
import aio
import app
from app import get_store


def show(key: int) -> str:
    return get_store().load(key)


def forget() -> None:
    {facade}
    {target}
"""


@pytest.mark.parametrize(
    "line", ["if key: reset_store()", "print(key); reset_store()", "if key: pass\n    else: reset_store()"]
)
def test_a_reset_beside_which_no_line_can_stand_keeps_what_it_resets(tmp_path: Path, line: str) -> None:
    app, aio = _layers(GLOBAL)
    use = USE.replace("    reset_store()", f"    {line}").replace("forget()", "forget(key)")

    changes = migrate(tmp_path, app, PAIRED, use, aio)

    assert "gap" in {blocker.kind for blocker in changes.blockers}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == use
    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        assert carry_out(analysis, "delete").contents == {}


DEAD = {
    "a cache": (CACHED, CLEARING, "    get_async_store.cache_clear()\n"),
    "a cache at an end": (
        CACHED,
        CLEARING.replace("get_store.cache_clear()", "case.addCleanup(get_store.cache_clear)").replace(
            "forget()", "forget(case)"
        ),
        "    case.addCleanup(get_async_store.cache_clear)\n",
    ),
    "a cache by hand": (
        CACHED,
        BY_HAND.format(facade="app.get_store.cache_clear()", target="aio.get_async_store.cache_clear()"),
        "    aio.get_async_store.cache_clear()\n",
    ),
    "a variable by hand": (
        GLOBAL,
        BY_HAND.format(facade="app._store = None", target="aio._store = None"),
        "    aio._store = None\n",
    ),
    "a setter by hand": (
        GLOBAL,
        BY_HAND.format(facade="app.set_store(None)", target="aio.set_async_store(None)"),
        "    aio.set_async_store(None)\n",
    ),
    "a patch": (
        GLOBAL,
        BY_HAND.format(
            facade='monkeypatch.setattr("app._store", None)', target='monkeypatch.setattr("aio._store", None)'
        ).replace("forget()", "forget(monkeypatch)"),
        '    monkeypatch.setattr("aio._store", None)\n',
    ),
}


@pytest.mark.parametrize(("kept", "use", "left"), DEAD.values(), ids=DEAD)
def test_what_is_reset_for_both_is_not_reset_for_the_facade_once_it_goes(
    tmp_path: Path, kept: str, use: str, left: str
) -> None:
    app, aio = _layers(kept)
    config = ACCESSOR + PAIRED[PAIRED.index('[[steps]]\nid = "delete"') :]

    changes = migrate(tmp_path, app, config, use, aio)

    assert changes.blockers == []
    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        deleted = carry_out(analysis, "delete")
    assert deleted.blockers == []
    write(tmp_path, deleted)
    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    head, _, body = text.partition("def forget(")
    assert body.partition("\n")[2] == left
    assert "import app\n" not in head


STARTED = """\
_store: "Store | None" = None


def get_store() -> Store:
    if _store is None:
        raise RuntimeError("start it first")
    return _store


def start_store(name: str) -> Store:
    global _store
    _store = Store()
    return _store


def set_store(store: Store | None) -> None:
    global _store
    _store = store
"""
STARTING = """\
from app import Store, get_store, set_store, start_store


def show(key: int) -> str:
    return get_store().load(key)


def forget(name: str) -> None:
    {start}
"""
STARTS = {
    "a constant": ('start_store("main")', '    start_store("main")\n    start_async_store("main")\n'),
    "a text": ('start_store(f"{name}!")', '    start_store(f"{name}!")\n    start_async_store(f"{name}!")\n'),
    "nothing": ("set_store(None)", "    set_store(None)\n    set_async_store(None)\n"),
}
COMPANIONS = ("start_store", "set_store")


def _started(root: Path, start: str, config: str = ACCESSOR) -> Changes:
    """Migrate a program whose store has to be made first, where the configuration names what makes it."""
    app, aio = _layers(STARTED)
    aio = aio.replace("start_store", "start_async_store")
    companions = ", ".join(f'"app.{name}"' for name in COMPANIONS)
    twins = "".join(f'"app.{name}" = "aio.{name.replace("_store", "_async_store")}"\n' for name in COMPANIONS)
    config = config.replace("[target]", f"companions = [{companions}]\n[target]").replace(
        "[categories]", f"{twins}[categories]"
    )
    return migrate(root, app, config, STARTING.format(start=start), aio)


@pytest.mark.parametrize(("start", "both"), STARTS.values(), ids=STARTS)
def test_what_makes_the_facades_object_makes_the_targets_beside_it(tmp_path: Path, start: str, both: str) -> None:
    changes = _started(tmp_path, start)

    assert changes.blockers == []
    assert (tmp_path / "use.py").read_text(encoding="utf-8").endswith(both)


def test_what_a_test_makes_is_made_for_both(tmp_path: Path) -> None:
    test = "import pytest\nfrom app import start_store\nfrom use import show\n\n\n@pytest.fixture\n"
    test += 'def made():\n    start_store("test")\n\n\ndef test_show(made):\n    assert show(1)\n'
    (tmp_path / "test_use.py").write_text(test, encoding="utf-8")

    changes = _started(tmp_path, 'start_store("main")')

    assert changes.blockers == []
    text = (tmp_path / "test_use.py").read_text(encoding="utf-8")
    assert '    start_store("test")\n    start_async_store("test")\n' in text


@pytest.mark.parametrize("start", ["set_store(Store())", "start_store(name.upper())"])
def test_what_cannot_be_given_to_both_keeps_the_accessors_objects(tmp_path: Path, start: str) -> None:
    changes = _started(tmp_path, start)

    assert ("use.py", 5, "gap") in {(b.file, b.line, b.kind) for b in changes.blockers}
    assert start in (tmp_path / "use.py").read_text(encoding="utf-8")
    assert "await" not in (tmp_path / "use.py").read_text(encoding="utf-8")


def test_what_is_read_to_its_end_is_not_given_to_both(tmp_path: Path) -> None:
    app, aio = _layers(STARTED)
    app, aio = (
        "from collections.abc import Iterator\n" + text.replace("name: str", "name: Iterator[str]")
        for text in (app, aio)
    )
    config = ACCESSOR.replace("[target]", 'companions = ["app.start_store"]\n[target]').replace(
        "[categories]", '"app.start_store" = "aio.start_async_store"\n[categories]'
    )
    use = (
        STARTING.format(start="start_store(name)")
        .replace(" set_store,", "")
        .replace("name: str", "name: Iterator[str]")
    )

    changes = migrate(tmp_path, app, config, use, aio.replace("start_store", "start_async_store"))

    assert ("use.py", 5, "gap") in {(b.file, b.line, b.kind) for b in changes.blockers}


def test_a_fake_that_a_test_sets_is_told_where_it_does(tmp_path: Path) -> None:
    test = (
        "from unittest.mock import MagicMock\nfrom app import set_store\nfrom use import show\n\n\ndef test_show():\n"
    )
    (tmp_path / "test_use.py").write_text(test + "    set_store(MagicMock())\n    assert show(1)\n", encoding="utf-8")

    changes = _started(tmp_path, 'start_store("main")')

    assert [(b.file, b.line, b.kind) for b in changes.blockers if b.kind != "held_back"] == [("test_use.py", 7, "gap")]


def test_an_import_of_the_facades_module_by_its_path_goes_with_it(tmp_path: Path) -> None:
    app, aio = _layers(GLOBAL)
    (tmp_path / "shop").mkdir()
    for name in ("__init__", "other"):
        (tmp_path / "shop" / f"{name}.py").touch()
    (tmp_path / "shop" / "store.py").write_text(app, encoding="utf-8")
    (tmp_path / "both.py").write_text("import shop.other\nimport shop.store\n\nprint(shop.other)\n", encoding="utf-8")
    (tmp_path / "alone.py").write_text("import shop.store\n\nprint(shop.other)\n", encoding="utf-8")
    config = PAIRED.replace("app.", "shop.store.").replace("shop.store.py", "shop/store.py")
    migrate(tmp_path, "", config, "", aio)

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        refused = carry_out(analysis, "delete")
    (tmp_path / "alone.py").unlink()
    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        deleted = carry_out(analysis, "delete")

    assert [(b.file, b.line, b.kind) for b in refused.blockers] == [("alone.py", 1, "in_use")]
    assert deleted.blockers == []
    assert deleted.contents["both.py"] == b"import shop.other\n\nprint(shop.other)\n"


def test_another_part_of_the_facades_package_is_read_where_that_is_imported_too(tmp_path: Path) -> None:
    app, aio = _layers(GLOBAL)
    (tmp_path / "shop" / "db").mkdir(parents=True)
    for name in ("__init__", "web", "db/__init__"):
        (tmp_path / "shop" / f"{name}.py").touch()
    (tmp_path / "shop" / "db" / "store.py").write_text(app, encoding="utf-8")
    (tmp_path / "both.py").write_text("import shop.db.store\nimport shop.web\n\nprint(shop.web)\n", encoding="utf-8")
    config = PAIRED.replace("app.", "shop.db.store.").replace("shop.db.store.py", "shop/db/store.py")
    migrate(tmp_path, "", config, "", aio)

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        deleted = carry_out(analysis, "delete")

    assert deleted.blockers == []
    assert deleted.contents["both.py"] == b"import shop.web\n\nprint(shop.web)\n"


def test_a_reset_that_is_named_otherwise_counts(tmp_path: Path) -> None:
    app, aio = _layers(GLOBAL)
    use = USE.replace("reset_store\n", "reset_store as fresh\n", 1).replace("reset_store()", "fresh()")

    changes = migrate(tmp_path, app, ACCESSOR, use, aio)

    assert ("use.py", 9, "gap") in {(b.file, b.line, b.kind) for b in changes.blockers}


TESTS = """\
from unittest.mock import MagicMock, patch

import aio
import app
import use


def test_show(monkeypatch):
    fake = MagicMock()
    fake.load.return_value = "fake"
"""
REPLACED = {
    "by its name": ('    monkeypatch.setattr("app._store", fake)\n', "mock"),
    "of an object": ('    monkeypatch.setattr(app, "_store", fake)\n', "mock"),
    "by a patch": ('    patch.object(app, "_store", fake).start()\n', "mock"),
    "by assignment": ("    app._store = fake\n", "mock"),
    "by a setter": ("    app.set_store(fake)\n", "gap"),
}
ASSERTED = '    assert use.show(1) == "fake"\n'


@pytest.mark.parametrize(("replaced", "kind"), REPLACED.values(), ids=REPLACED)
def test_a_test_that_replaces_what_an_accessor_keeps_holds_it(tmp_path: Path, replaced: str, kind: str) -> None:
    app, aio = _layers(GLOBAL)
    use = USE.partition("\n\n\ndef forget")[0] + "\n"
    (tmp_path / "test_use.py").write_text(TESTS + replaced + ASSERTED, encoding="utf-8")

    changes = migrate(tmp_path, app, ACCESSOR, use, aio)

    assert ("test_use.py", 11, kind) in {(b.file, b.line, b.kind) for b in changes.blockers}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == use


def test_a_test_that_replaces_what_both_accessors_keep_holds_nothing(tmp_path: Path) -> None:
    app, aio = _layers(GLOBAL)
    use = USE.partition("\n\n\ndef forget")[0] + "\n"
    both = '    monkeypatch.setattr(app, "_store", None)\n    monkeypatch.setattr(aio, "_store", None)\n'
    (tmp_path / "test_use.py").write_text(TESTS + both + ASSERTED, encoding="utf-8")

    changes = migrate(tmp_path, app, ACCESSOR, use, aio)

    assert changes.blockers == []
