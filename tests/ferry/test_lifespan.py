"""The `lifespan` step: beside what starts the facade stands the same for the target, until the facade goes."""

from pathlib import Path

import pytest

from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.project.project import TreeError
from tools.ferry.rewrite import Changes, carry_out, write

STORE = """\
class Store:
    def open(self) -> None: ...
    def save(self, key: int) -> None: ...
    def set(self, key: int) -> None: ...
    def count(self) -> int: ...


def get_store() -> Store:
    return Store()
"""
ASYNC_STORE = """\
class AsyncStore:
    async def open(self) -> None: ...
    async def save(self, key: int) -> None: ...
    async def put(self, key: int) -> None: ...
    async def size(self) -> int: ...


async def get_async_store() -> AsyncStore:
    return AsyncStore()
"""
CONFIG = """\
version = 1

[facade]
class = "shop.store.Store"
accessors = ["shop.store.get_store"]

[target]
class = "shop.async_store.AsyncStore"

[target.accessors]
"shop.store.get_store" = "shop.async_store.get_async_store"

[methods]
set = "put"
count = "size"

[travel]
store = "async_store"

[categories]
start = ["shop/start.py"]

[[steps]]
id = "lifespan"
kind = "lifespan"
function = "shop.start.lifespan"

[[steps]]
id = "everything"
kind = "package"
category = "start"

[[steps]]
id = "delete"
kind = "delete"
files = ["shop/store.py"]
"""
FACADE_ALONE = """\
from shop.store import get_store


async def lifespan(app):
    app.state.store = get_store()
    get_store().open()
    yield
"""
BOTH = """\
from shop.async_store import get_async_store
from shop.store import get_store


async def lifespan(app):
    app.state.store = get_store()
    app.state.async_store = await get_async_store()
    get_store().open()
    await (await get_async_store()).open()
    yield
"""
TARGET_ALONE = """\
from shop.async_store import get_async_store


async def lifespan(app):
    app.state.async_store = await get_async_store()
    await (await get_async_store()).open()
    yield
"""


LET_GO = "    app.state.store = None\n"
BOTH_LET_GO = f"{LET_GO}    app.state.async_store = None\n"


def carried_out(tree: Path, step: str, start: str, async_store: str = ASYNC_STORE) -> Changes:
    """Carry out the step on a tree whose lifespan is in a module with the text `start`."""
    shop(tree, start, async_store)
    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        return carry_out(analysis, step)


def done_in(tree: Path, step: str) -> str:
    """Carry out the step there, write what it changes, and return the lifespan's module."""
    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        write(tree, carry_out(analysis, step))
    return (tree / "shop" / "start.py").read_text(encoding="utf-8")


def shop(tree: Path, start: str, async_store: str = ASYNC_STORE) -> Path:
    """Write a tree whose lifespan is in a module with the text `start`, and return it."""
    (tree / "shop").mkdir()
    (tree / "ferry.toml").write_text(CONFIG, encoding="utf-8")
    for name, text in {"__init__": "", "store": STORE, "async_store": async_store, "start": start}.items():
        (tree / "shop" / f"{name}.py").write_text(text, encoding="utf-8")
    return tree


def test_the_target_is_started_beside_the_facade_and_awaited_where_it_has_to_be(tmp_path: Path) -> None:
    changes = carried_out(tmp_path, "lifespan", FACADE_ALONE)

    assert changes.contents == {"shop/start.py": BOTH.encode()}


@pytest.mark.parametrize("start", [FACADE_ALONE, BOTH])
def test_the_start_of_the_facade_goes_with_its_file(tmp_path: Path, start: str) -> None:
    changes = carried_out(tmp_path, "delete", start)

    assert changes.blockers == []
    assert changes.contents == {"shop/store.py": None, "shop/start.py": TARGET_ALONE.encode()}


def test_a_holder_lets_go_of_both(tmp_path: Path) -> None:
    changes = carried_out(tmp_path, "lifespan", FACADE_ALONE + LET_GO)

    assert changes.contents == {"shop/start.py": (BOTH + BOTH_LET_GO).encode()}


def test_where_it_lets_go_of_the_facade_goes_with_its_file(tmp_path: Path) -> None:
    changes = carried_out(tmp_path, "delete", BOTH + BOTH_LET_GO)

    assert changes.contents["shop/start.py"] == f"{TARGET_ALONE}    app.state.async_store = None\n".encode()


def test_what_starts_the_facade_stays_until_it_goes(tmp_path: Path) -> None:
    """Others still read `app.state.store`: it is no place for the target."""
    serving = BOTH.replace("    get_store().open()\n    await (await get_async_store()).open()\n", "")

    changes = carried_out(tmp_path, "everything", serving)

    assert changes.contents == {}


def test_what_has_a_twin_stays_where_a_function_beside_it_leaves_the_facade(tmp_path: Path) -> None:
    """What the accessor gives in one module changes together, but for the statements that serve both."""
    serving = BOTH.replace("await get_async_store()", "get_async_store()").replace(
        "(get_async_store())", "get_async_store()"
    )
    asking = "\n\nasync def report():\n    get_store().save(1)\n"

    changes = carried_out(tmp_path, "everything", serving + asking, ASYNC_STORE.replace("async def get", "def get"))

    assert changes.blockers == []
    awaiting = "\n\nasync def report():\n    await get_async_store().save(1)\n"
    assert changes.contents == {"shop/start.py": (serving + awaiting).encode()}


BY_VARIABLE = """\
from shop.store import get_store


async def lifespan(app):
    store = get_store()
    app.state.store = store
    yield
    store.open()
"""
BOTH_BY_VARIABLE = """\
from shop.async_store import get_async_store
from shop.store import get_store


async def lifespan(app):
    store = get_store()
    async_store = await get_async_store()
    app.state.store = store
    app.state.async_store = async_store
    yield
    store.open()
    await async_store.open()
"""
TARGET_BY_VARIABLE = """\
from shop.async_store import get_async_store


async def lifespan(app):
    async_store = await get_async_store()
    app.state.async_store = async_store
    yield
    await async_store.open()
"""


def test_what_a_variable_brings_to_the_holder_gets_a_variable_beside_it(tmp_path: Path) -> None:
    changes = carried_out(tmp_path, "lifespan", BY_VARIABLE)

    assert changes.contents == {"shop/start.py": BOTH_BY_VARIABLE.encode()}


@pytest.mark.parametrize("start", [BY_VARIABLE, BOTH_BY_VARIABLE])
def test_the_variable_goes_with_the_file_of_the_facade(tmp_path: Path, start: str) -> None:
    changes = carried_out(tmp_path, "delete", start)

    assert changes.blockers == []
    assert [note for note in changes.notes if "still has" in note] == []
    assert changes.contents == {"shop/store.py": None, "shop/start.py": TARGET_BY_VARIABLE.encode()}


USED = """\
from shop.store import Store, get_store


class Desk:
    def __init__(self, store: Store) -> None:
        self.store = store

    def count(self) -> int:
        return self.store.count()


async def lifespan(app):
    store{annotation} = get_store()
    store.set(1)
    if not store.count():
        # Two to begin with.
        for key in (1, 2):
            store.save(key)
    app.state.store = store
    desk = Desk(store)
    yield
    store.open()
    print(lambda: store, desk.count())
"""
USED_BESIDE = """\
from shop.async_store import AsyncStore, get_async_store
from shop.store import get_store


class Desk:
    def __init__(self, store: AsyncStore) -> None:
        self.store = store

    async def count(self) -> int:
        return await self.store.size()


async def lifespan(app):
    store = get_store()
    async_store = await get_async_store()
    store.set(1)
    await async_store.put(1)
    if not await async_store.size():
        # Two to begin with.
        for key in (1, 2):
            await async_store.save(key)
    app.state.store = store
    app.state.async_store = async_store
    desk = Desk(async_store)
    yield
    store.open()
    await async_store.open()
    print(lambda: async_store, await desk.count())
"""
USED_ALONE = """\
from shop.async_store import AsyncStore, get_async_store


class Desk:
    def __init__(self, store: AsyncStore) -> None:
        self.store = store

    async def count(self) -> int:
        return await self.store.size()


async def lifespan(app):
    async_store = await get_async_store()
    await async_store.put(1)
    if not await async_store.size():
        # Two to begin with.
        for key in (1, 2):
            await async_store.save(key)
    app.state.async_store = async_store
    desk = Desk(async_store)
    yield
    await async_store.open()
    print(lambda: async_store, await desk.count())
"""


@pytest.mark.parametrize("annotation", ["", ": Store"])
def test_what_else_a_variable_is_used_for_is_done_with_its_twin(tmp_path: Path, annotation: str) -> None:
    tree = shop(tmp_path, USED.replace("{annotation}", annotation))

    done_in(tree, "lifespan")
    beside = done_in(tree, "everything")
    again = done_in(tree, "everything")
    alone = done_in(tree, "delete")

    plain = beside.replace("store: Store = ", "store = ").replace(": AsyncStore = ", " = ")
    plain = plain.replace("import Store, get", "import get")
    assert plain == USED_BESIDE
    assert again == beside
    assert alone.replace(": AsyncStore = ", " = ") == USED_ALONE


def test_a_method_that_is_synchronous_in_the_target_too_is_not_awaited(tmp_path: Path) -> None:
    target = ASYNC_STORE.replace("    async def open(self)", "    def open(self)")

    changes = carried_out(tmp_path, "lifespan", BY_VARIABLE, target)

    expected = BOTH_BY_VARIABLE.replace("await async_store.open", "async_store.open")
    assert changes.contents == {"shop/start.py": expected.encode()}


def test_a_variable_whose_accessor_a_test_replaces_holds_back_what_reads_the_holder(tmp_path: Path) -> None:
    """The test replaces the accessor, and would not replace its twin."""
    reading = "\n\nasync def show(app):\n    return app.state.store.count()\n"
    tree = shop(tmp_path, BY_VARIABLE + reading)
    (tree / "shop" / "test_start.py").write_text(
        "from shop import start\nfrom shop.store import Store\n\n\nclass Fake(Store):\n"
        "    def count(self) -> int:\n        return 3\n\n\ndef test_it(monkeypatch) -> None:\n"
        '    monkeypatch.setattr("shop.start.get_store", lambda: Fake())\n    start.lifespan(start.show)\n',
        encoding="utf-8",
    )

    done_in(tree, "lifespan")

    assert "    return app.state.store.count()\n" in done_in(tree, "everything")


def test_a_variable_that_stays_on_the_facade_is_not_removed(tmp_path: Path) -> None:
    """A property keeps what the desk has on the facade; who reads the holder leaves it all the same."""
    reading = "\n\nasync def show(app):\n    return app.state.store.count()\n"
    blocked = USED.replace("{annotation}", "").replace("    def count", "    @property\n    def count")
    tree = shop(tmp_path, blocked.replace("desk.count()", "desk.count") + reading)

    done_in(tree, "lifespan")
    left = done_in(tree, "everything")
    deleted = done_in(tree, "delete")

    assert "    desk = Desk(store)\n" in left
    assert "    return await app.state.async_store.size()\n" in left
    assert deleted == left
    assert (tree / "shop" / "store.py").exists()


@pytest.mark.parametrize("used", ["    store = store or None\n", "    async_store = 1\n", "    del store\n"])
def test_a_variable_that_is_something_else_too_is_not_doubled(tmp_path: Path, used: str) -> None:
    start = BY_VARIABLE.replace("    yield\n", f"{used}    yield\n")

    with pytest.raises(TreeError, match="does not come from the class or an accessor there"):
        carried_out(tmp_path, "lifespan", start)


def test_a_variable_that_a_synchronous_function_uses_otherwise_is_not_doubled(tmp_path: Path) -> None:
    start = BY_VARIABLE.replace("async def", "def").replace("store.open()", "print(store)")

    with pytest.raises(TreeError, match="does not come from the class or an accessor there"):
        carried_out(tmp_path, "lifespan", start, ASYNC_STORE.replace("async def get", "def get"))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("async def", "def"),  # the twin of the accessor has to be awaited
        ("    store = get_store()\n    app", "    store = get_store(); app"),
        ("    store = get_store()\n", "    store, name = get_store(), 1\n"),
        ("    store = get_store()\n", "    if app: store = get_store()\n"),
    ],
)
def test_a_variable_beside_which_no_line_can_have_the_target_is_not_doubled(tmp_path: Path, old: str, new: str) -> None:
    with pytest.raises(TreeError, match=r"something else stands|does not come from the class or an accessor"):
        carried_out(tmp_path, "lifespan", BY_VARIABLE.replace(old, new))


def test_a_variable_of_a_synchronous_function_is_doubled_where_nothing_has_to_be_awaited(tmp_path: Path) -> None:
    start = BY_VARIABLE.replace("async def", "def").replace("    store.open()\n", "")

    changes = carried_out(tmp_path, "lifespan", start, ASYNC_STORE.replace("async def get", "def get"))

    both = BOTH_BY_VARIABLE.replace("async def", "def").replace("await get", "get")
    assert changes.contents == {
        "shop/start.py": both.replace("    store.open()\n    await async_store.open()\n", "").encode()
    }


def test_a_variable_whose_method_a_synchronous_function_calls_is_not_doubled(tmp_path: Path) -> None:
    start = BY_VARIABLE.replace("async def", "def")

    with pytest.raises(TreeError, match="does not come from the class or an accessor"):
        carried_out(tmp_path, "lifespan", start, ASYNC_STORE.replace("async def get", "def get"))
