"""What the facade's module and its accessors do themselves, and what the target does not have of it."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, APP, CONFIG, PROTOCOL, migrate

DESCRIBE = """

def describe() -> str:
    from use import show

    return f"{show(False, 1)}!"
"""


def test_what_the_facades_own_module_calls_stays_synchronous(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP + DESCRIBE)

    assert [(b.file, b.kind) for b in changes.blockers] == [("use.py", "held_back")]
    assert "app.py:" in changes.blockers[0].reason
    assert "return open_store(remote).load(key)" in (tmp_path / "use.py").read_text(encoding="utf-8")


HOOKS = """


HOOKS = []


def on_load(hook):
    HOOKS.append(hook)
    return hook


def reload() -> None:
    for hook in HOOKS:
        hook(1)
"""
HOOKED = """\
from app import Store, on_load


@on_load
def loaded(key: int) -> None:
    print(Store().load(key))
"""


def test_what_the_facades_own_module_calls_through_a_table_stays_synchronous(tmp_path: Path) -> None:
    changes = migrate(tmp_path, APP + HOOKS, use=HOOKED)

    assert {blocker.kind for blocker in changes.blockers} == {"held_back"}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == HOOKED


REGISTRY = """\


class Other:
    def load(self, key: int) -> str:
        return f"other {key}"


class Registry:
    def __init__(self):
        self.makers = {}

    def register(self, kind, maker):
        self.makers[kind] = maker

    def make(self, kind):
        return self.makers[kind]()


stores, others = Registry(), Registry()
stores.register("plain", lambda: Store())
others.register("plain", lambda: Other())


def get_store():
    return stores.make("plain")
"""
ASKING = """\
import app


def show(key: int) -> str:
    return app.get_store().load(key)
"""


def test_what_an_accessor_gives_is_what_the_configuration_says(tmp_path: Path) -> None:
    accessors = '[target.accessors]\n"app.get_store" = "aio.get_store"\n[target.classes]'
    config = CONFIG.replace("[target.classes]", accessors)
    config = config.replace('"app.Store"\n', '"app.Store"\naccessors = ["app.get_store"]\n')

    changes = migrate(tmp_path, APP + REGISTRY, config, ASKING)

    assert changes.blockers == []
    assert "return await get_store().load(key)" in (tmp_path / "use.py").read_text(encoding="utf-8")


CURRENT = """\
from app import Store

_current = None


def use(store: Store) -> None:
    global _current
    if not isinstance(store, Store):
        raise TypeError("no store")
    _current = store


def get_store() -> Store:
    if _current is None:
        use(Store())
    return _current


def show(key: int) -> str:
    return get_store().load(key)
"""


def test_what_an_accessor_keeps_and_gives_stays_the_facade(tmp_path: Path) -> None:
    config = ALONE.replace('"app.Store"\n', '"app.Store"\naccessors = ["use.get_store"]\n')
    config = config.replace("[categories]", '[target.accessors]\n"use.get_store" = "aio.get_store"\n[categories]')

    changes = migrate(tmp_path, PROTOCOL, config, CURRENT)

    assert changes.blockers == []
    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    assert CURRENT[CURRENT.index("_current") : CURRENT.index("def show")] in text
    assert "async def show" in text


PLAIN = CONFIG.replace('"app.RemoteStore" = "aio.AsyncStore"\n', "")
VALUES_APP = """\
class Store:
    limit = 3

    def __init__(self, path: str = "") -> None:
        self.path = path
        self.rows: dict[int, str] = {}

    def load(self, key: int) -> str:
        return self.rows[key]
"""
VALUES_TARGET = """\
class AsyncStore:
    limit = 3

    def __init__(self, path: str{default}) -> None:
        self.path = path

    async def load(self, key: int) -> str:
        return ""


def get_store() -> AsyncStore:
    return AsyncStore("a")
"""


@pytest.mark.parametrize(
    ("use", "is_gap"),
    [("store.rows[1]", True), ("store.path", False), ("store.limit", False), ("len(store.load(1))", False)],
)
def test_a_value_of_the_facade_that_the_target_does_not_have_is_a_gap(tmp_path: Path, use: str, is_gap: bool) -> None:
    text = f"from app import Store\n\n\ndef show(store: Store) -> str:\n    print({use})\n    return store.load(1)\n"
    changes = migrate(tmp_path, VALUES_APP, PLAIN, text, VALUES_TARGET.format(default=' = ""'))

    assert [(blocker.kind, blocker.line) for blocker in changes.blockers][:1] == ([("gap", 5)] if is_gap else [])
    assert (changes.contents == {}) == is_gap


@pytest.mark.parametrize(
    ("call", "default", "is_gap"),
    [("Store()", "", True), ("Store()", ' = ""', False), ("Store(path='a')", "", False), ("Store('a')", "", False)],
)
def test_a_constructor_that_wants_something_else_is_a_gap(
    tmp_path: Path, call: str, default: str, is_gap: bool
) -> None:
    text = f"from app import Store\n\n\ndef show() -> str:\n    return {call}.load(1)\n"
    changes = migrate(tmp_path, VALUES_APP, PLAIN, text, VALUES_TARGET.format(default=default))

    assert [blocker.kind for blocker in changes.blockers][:1] == (["gap"] if is_gap else [])
    assert (changes.contents == {}) == is_gap


FLUENT_APP = """\
class Store:
    def load(self, key: int) -> str:
        return f"local {key}"

    def add(self, key: int) -> "Store":
        return self
"""
FLUENT_TARGET = """\
class AsyncStore:
    async def load(self, key: int) -> str:
        return f"local {{key}}"

    async def add(self, key: int){promise}:
        return {given}


def get_store() -> AsyncStore:
    return AsyncStore()
"""


@pytest.mark.parametrize(
    ("use", "promise", "given", "is_gap"),
    [
        ("store.add(1)", "", "found(self)", False),
        ("print(store.add(1).load(2))", "", "found(self)", True),
        ("print(store.add(1).load(2))", ' -> "AsyncStore"', "found(self)", False),
        ("print(store.add(1).load(2))", "", "self", False),
    ],
    ids=["nobody takes it", "nothing says what it is", "an annotation says it", "the code says it"],
)
def test_a_facade_that_its_own_method_gives_has_to_be_the_target_in_the_end(
    tmp_path: Path, use: str, promise: str, given: str, is_gap: bool
) -> None:
    text = f"from app import Store\n\n\ndef show(store: Store) -> str:\n    {use}\n    return store.load(1)\n"
    changes = migrate(tmp_path, FLUENT_APP, PLAIN, text, FLUENT_TARGET.format(promise=promise, given=given))

    assert [(b.kind, b.line) for b in changes.blockers] == ([("gap", 5), ("held_back", 6)] if is_gap else [])
    assert (changes.contents == {}) == is_gap


HOLDING_APP = """\
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self


class Store:
    def load(self, key: int) -> str:
        return f"local {key}"

    @contextmanager
    def unit(self) -> Iterator["Store"]:
        yield self

    @contextmanager
    def own_unit(self) -> Iterator[Self]:
        yield self

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def each(self) -> Iterator["Store"]:
        yield self

    def pair(self) -> tuple["Store", "Store"]:
        return self, self
"""
HOLDING_TARGET = """\
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self


class AsyncStore:
    async def load(self, key: int) -> str:
        return f"local {key}"

    @asynccontextmanager
    async def unit(self) -> AsyncIterator["AsyncStore"]:
        yield self

    @asynccontextmanager
    async def own_unit(self) -> AsyncIterator[Self]:
        yield self

    async def __aenter__(self) -> "AsyncStore":
        return self

    async def __aexit__(self, *args: object) -> None:
        pass

    async def each(self) -> AsyncIterator["AsyncStore"]:
        yield self

    async def pair(self) -> tuple["AsyncStore", "AsyncStore"]:
        return self, self
"""
HOLDING = "from app import Store\n\n\ndef show(store: Store) -> str:\n    "


@pytest.mark.parametrize(
    ("use", "becomes"),
    [
        (
            "with store.unit() as changed:\n        return changed.load(1)",
            "async with store.unit() as changed:\n        return await changed.load(1)",
        ),
        (
            "with store.own_unit() as one, one.unit() as two:\n        return two.load(1)",
            "async with store.own_unit() as one, one.unit() as two:\n        return await two.load(1)",
        ),
        (
            "with store as entered:\n        return entered.load(1)",
            "async with store as entered:\n        return await entered.load(1)",
        ),
        (
            'return "".join(one.load(1) for one in store.each())',
            'return "".join([await one.load(1) async for one in store.each()])',
        ),
        (
            "first, second = store.pair()\n    return first.load(1) + second.load(2)",
            "first, second = await store.pair()\n    return await first.load(1) + await second.load(2)",
        ),
    ],
    ids=["a unit of work", "within another", "itself", "an iterator", "a tuple"],
)
def test_what_holds_a_facade_that_its_own_method_gives_is_followed(tmp_path: Path, use: str, becomes: str) -> None:
    changes = migrate(tmp_path, HOLDING_APP, PLAIN, f"{HOLDING}{use}\n", HOLDING_TARGET)

    assert changes.blockers == []
    assert f"    {becomes}\n" in (tmp_path / "use.py").read_text(encoding="utf-8")


@pytest.mark.parametrize(("as_name", "is_gap"), [(" as changed", True), ("", False)])
def test_a_unit_of_work_whose_object_is_used_has_to_give_the_target(
    tmp_path: Path, as_name: str, *, is_gap: bool
) -> None:
    target = HOLDING_TARGET.replace('AsyncIterator["AsyncStore"]', "AsyncIterator").replace(
        "yield self", "yield found(self)"
    )
    use = f"{HOLDING}with store.unit(){as_name}:\n        return {as_name[4:] or 'store'}.load(1)\n"
    changes = migrate(tmp_path, HOLDING_APP, PLAIN, use, target)

    assert ("gap" in {blocker.kind for blocker in changes.blockers}) == is_gap
    assert (changes.contents == {}) == is_gap


DELETING = CONFIG + '[[steps]]\nid = "delete"\nkind = "delete"\nfiles = ["app.py", "units.py"]\n'
UNIT = """

class Unit:
    def __init__(self, store: Store) -> None:
        self.store = store

    def show(self, key: int) -> str:
        return self.store.load(key)


def shown(store, key: int) -> str:
    return store.load(key)
"""
USING_UNIT = """\
from app import Store
from {module} import Unit, shown


def show(key: int) -> str:
    store = Store()
    return store.load(key) + {shown}
"""


@pytest.mark.parametrize("shown", ["Unit(store).show(key)", "shown(store, key)"], ids=["a class", "a function"])
@pytest.mark.parametrize("module", ["app", "units"])
def test_what_code_that_goes_away_with_the_facade_is_given_stays(tmp_path: Path, module: str, shown: str) -> None:
    use = USING_UNIT.format(module=module, shown=shown)
    (tmp_path / "units.py").write_text(f"from app import Store\n{UNIT}", encoding="utf-8")

    changes = migrate(tmp_path, APP + UNIT, DELETING, use)

    assert [(b.file, b.line, b.kind) for b in changes.blockers] == [("use.py", 7, "untraced")]
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == use


@pytest.mark.parametrize("module", ["app", "units"])
def test_what_code_that_goes_away_with_the_facade_calls_stays_synchronous(tmp_path: Path, module: str) -> None:
    (tmp_path / "units.py").write_text(DESCRIBE if module == "units" else "", encoding="utf-8")

    changes = migrate(tmp_path, APP + (DESCRIBE if module == "app" else ""), DELETING)

    assert [(b.file, b.kind) for b in changes.blockers] == [("use.py", "held_back")]
    assert f"{module}.py:" in changes.blockers[0].reason
