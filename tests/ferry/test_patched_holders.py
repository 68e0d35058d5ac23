"""Tests that replace the accessor by which a lifespan, or a container, gets the facade: no page meets the real one."""

from pathlib import Path

import pytest

from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out, write

STORE = """\
class Store:
    def get(self, key: int) -> str:
        return f"real {key}"


def get_store() -> Store:
    return Store()
"""
ASYNC_STORE = STORE.replace("Store", "AsyncStore").replace("    def", "    async def").replace("_store", "_async_store")
CONFIG = """\
version = 1
[facade]
class = "shop.store.Store"
accessors = ["shop.store.get_store"]
[target]
class = "shop.async_store.AsyncStore"
[target.accessors]
"shop.store.get_store" = "shop.async_store.get_async_store"
[travel]
store = "async_store"
[categories]
start = ["shop/start.py"]
pages = ["shop/pages.py"]
orders = ["shop/orders.py"]
tests = ["tests"]
[[steps]]
id = "twins"
kind = "{kind}"
{about}
[[steps]]
id = "pages"
kind = "package"
category = "pages"
"""
LIFESPAN = 'function = "shop.start.lifespan"'
START = """\
from shop.store import get_store


async def lifespan(app):
    app.state.store = get_store()
    yield
"""
PAGE = """\
@router.get("/name/{key}")
def name(key, request) -> str:
    return request.app.state.store.get(key)
"""
ORDER = PAGE.replace("name", "order")
CONTAINER = """\
from shop.store import get_store


class Container:
    def __init__(self) -> None:
        self.store = get_store()


def container() -> Container:
    return Container()
"""
HELD_PAGE = """\
from shop.start import container


def name(key) -> str:
    return container().store.get(key)
"""
TEST = """\
from unittest.mock import MagicMock, patch

from fastapi.testclient import TestClient

import shop.start
from shop import start
from shop.start import app

"""
MOCKED = '    store = MagicMock()\n    store.get.return_value = "fake"\n'
ASKED = '    with TestClient(app) as client:\n        assert client.get("/name/1").json() == "fake"\n'
PATCHED = """
def test_name():
    with patch("shop.start.get_store") as accessor:
        accessor.return_value.get.return_value = "fake"
        with TestClient(app) as client:
            assert client.get("/name/1").json() == "fake"
"""
SET = f"\ndef test_name(monkeypatch):\n{MOCKED}    monkeypatch.setattr(start, 'get_store', lambda: store)\n{ASKED}"
DECORATED = f"""
@patch.object(shop.start, "get_store")
def test_name(get_store):
    get_store.return_value.get.return_value = "fake"
{ASKED}"""
ASSIGNED = f"\ndef test_name():\n{MOCKED}    start.get_store = lambda: store\n{ASKED}"
CLASS = PATCHED.replace("get_store", "Store")
HAND_WRITTEN = f"""
class Fake:
    def get(self, key):
        return "fake"


def test_name(monkeypatch):
    monkeypatch.setattr("shop.start.get_store", lambda: Fake())
{ASKED}"""


def step(
    root: Path, test: str, *names: str, kind: str = "lifespan", about: str = LIFESPAN, **modules: str
) -> list[Changes]:
    """Carry out steps on a shop whose tests are `test`, one after the other."""
    given = {"start": START, "pages": PAGE, "store": STORE, "async_store": ASYNC_STORE, **modules}
    files = {"shop/__init__.py": "", **{f"shop/{name}.py": text for name, text in given.items()}}
    files |= {"tests/test_pages.py": TEST + test, "ferry.toml": CONFIG.format(kind=kind, about=about)}
    for file, text in files.items():
        (root / file).parent.mkdir(exist_ok=True)
        (root / file).write_text(text, encoding="utf-8")
    done = []
    for name in names:
        with analyse(root, read_config(root / "ferry.toml")) as analysis:
            done.append(carry_out(analysis, name))
        write(root, done[-1])
    return done


def text_of(changes: Changes, file: str) -> str:
    """Return what the file is after the step; nothing where it stays as it is."""
    return (changes.contents.get(file) or b"").decode("utf-8")


FOLLOWED = {
    "a block": (PATCHED, START, '    with patch("shop.start.get_async_store") as accessor:'),
    "monkeypatch": (SET, START, "    monkeypatch.setattr(start, 'get_async_store', lambda: store)"),
    "a decorator": (DECORATED, START, '@patch.object(shop.start, "get_async_store")'),
    "an import in the function": (
        PATCHED.replace("shop.start.get_store", "shop.store.get_store"),
        START.replace("from shop.store import get_store\n\n\n", "").replace(
            "    app", "    from shop.store import get_store\n\n    app"
        ),
        '    with patch("shop.start.get_async_store") as accessor:',
    ),
}


@pytest.mark.parametrize(("test", "start", "line"), FOLLOWED.values(), ids=FOLLOWED)
def test_what_a_test_puts_there_changes_with_what_reads_the_holder(
    tmp_path: Path, test: str, start: str, line: str
) -> None:
    twins, pages = step(tmp_path, test, "twins", "pages", start=start)

    assert (twins.blockers, pages.blockers) == ([], [])
    assert text_of(twins, "tests/test_pages.py") == ""
    assert line in text_of(pages, "tests/test_pages.py").splitlines()
    assert "await request.app.state.async_store.get(key)" in text_of(pages, "shop/pages.py")
    assert [note.partition(":")[0] for note in twins.notes] == ["tests/test_pages.py"]


def test_a_container_is_such_a_holder(tmp_path: Path) -> None:
    test = PATCHED.replace("        with TestClient(app) as client:\n    ", "").replace(
        'client.get("/name/1").json()', "name(1)"
    )
    about = 'class = "shop.start.Container"'
    test = f"from shop.pages import name\n{test}"

    _, pages = step(tmp_path, test, "twins", "pages", kind="container", about=about, start=CONTAINER, pages=HELD_PAGE)

    assert pages.blockers == []
    assert 'patch("shop.start.get_async_store")' in text_of(pages, "tests/test_pages.py")


def test_all_that_can_meet_it_changes_in_one_step(tmp_path: Path) -> None:
    _, pages = step(tmp_path, PATCHED, "twins", "pages", orders=ORDER)

    assert "await request.app.state.async_store.get(key)" in text_of(pages, "shop/orders.py")


STAYING = {
    "an assignment": (ASSIGNED, START, 13, "mock"),
    "a patch of the class": (CLASS, START.replace("get_store", "Store"), 11, "mock"),
    "a fake that is no mock": (HAND_WRITTEN, START, 16, "heir"),
}


@pytest.mark.parametrize(("test", "start", "line", "kind"), STAYING.values(), ids=STAYING)
def test_what_reads_the_holder_stays_where_a_test_puts_there_what_cannot_follow(
    tmp_path: Path, test: str, start: str, line: int, kind: str
) -> None:
    step(tmp_path, test, "twins", start=start)
    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        pages = carry_out(analysis, "pages")
        kinds = {(b.file, b.line, b.kind) for b in analysis.colour.blockers}

    assert pages.contents == {}
    assert ("tests/test_pages.py", line, kind) in kinds


def test_it_stays_where_something_that_can_meet_it_does(tmp_path: Path) -> None:
    asked = "request.app.state.store.get"
    sorting = PAGE.replace(f"{asked}(key)", f"max(key, key, key=lambda k: {asked}(k))")

    _, pages = step(tmp_path, PATCHED, "twins", "pages", orders=sorting.replace("name", "order"))

    assert pages.contents == {}
    assert [blocker.kind for blocker in pages.blockers] == ["held_back"]
