"""What stays synchronous for good and is called in functions that become async: directly in tests, else in a thread."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, APP, migrate

CONFIG = ALONE.replace('"use.py"', '"use.py", "tests", "test_use.py"')
USE = """\
from app import Store


class Item:
    def __init__(self, store: Store, key: int) -> None:
        self.store = store
        self.key = key

    def load(self) -> str:
        return self.store.load(self.key)


def load_all(items: list[Item]) -> list[str]:
    return [next(map(Item.load, items))]


def show(key: int) -> str:
    return Store().load(key) + Item(Store(), key).load()
"""
TEST = """\
from app import Store
from tests.helpers import both
from use import Item


def test_both() -> None:
    item = Item(Store(), 1)
    assert item.load() == item.store.load(1)
    assert both(item) == [Store().load(1)]
"""
HELPERS = """\
from app import Store
from use import Item, load_all


def both(item: Item) -> list[str]:
    assert item.load()
    return load_all([item]) + [Store().load(2)]
"""
TABLE = """\


def serve(store: Store) -> str:
    return asyncio.run(asyncio.sleep(0, "served"))


def one(store: Store) -> str:
    return Item(store, 1).load()


COMMANDS = [one, serve]


def command(number: int, store: Store) -> str:
    return COMMANDS[number](store)


def run_all(store: Store) -> list[str]:
    return list(map(command, [0, 1], [store, store]))
"""
TABLE_TEST = """\
from app import Store
from use import command


def test_command() -> None:
    assert command(0, Store()) == Store().load(1)
"""
VERBS = """\


class Verbs:
    def __init__(self, item: Item) -> None:
        self.item = item

    def do_load(self) -> str:
        return self.item.load()

    def do_name(self) -> str:
        return "name"

    def run(self, verb: str) -> str:
        return getattr(self, f"do_{verb}")()


VERBS = {"load": lambda item: item.load(), "name": lambda item: "name"}


def run(verb: str, item: Item) -> str:
    return VERBS[verb](item)


def run_both(store: Store, verb: str) -> list[str]:
    return [store.load(1), Store().load(2), Verbs(Item(store, 1)).run(verb), run(verb, Item(store, 1))]
"""
VERBS_TEST = """\
from app import Store
from use import Item, Verbs, run


def test_run() -> None:
    item = Item(Store(), 1)
    assert Verbs(item).run("load") == run("load", item) == Store().load(1)
"""
BEHIND = """\
import re
from threading import Thread

from app import Store


class Report:
    def __init__(self, store: Store) -> None:
        self.store = store

    def filled(self, text: str) -> str:
        return re.sub("[0-9]+", lambda found: self.store.load(int(found[0])), text)

    def ordered(self, keys: list[int]) -> list[int]:
        def name(key: int) -> str:
            return self.store.load(key)

        return sorted(keys, key=name)

    def all(self, keys: list[int]) -> list[str]:
        return list(map(self.store.load, keys))

    def line(self, keys: list[int]) -> str:
        return ", ".join(self.all(keys))


def start(store: Store) -> None:
    Thread(target=store.load, args=(1,)).start()


def show(keys: list[int]) -> list[object]:
    report = Report(Store())
    start(report.store)
    return [Store().load(1), report.filled("1"), report.ordered(keys), report.line(keys)]
"""
LOOPING = APP.replace('return f"local {key}"', "return asyncio.run(self.fetch(key))").replace(
    "class Loading", "import asyncio\n\n\nclass Loading"
)


def migrated(root: Path, app: str = APP) -> tuple[str, str, list[str]]:
    """Migrate the program with its tests; return the test, the helpers and the notes."""
    (root / "tests").mkdir()
    (root / "tests" / "helpers.py").write_text(HELPERS, encoding="utf-8")
    (root / "test_use.py").write_text(TEST, encoding="utf-8")
    changes = migrate(root, app, CONFIG, USE)
    read = [(root / name).read_text(encoding="utf-8") for name in ("test_use.py", "tests/helpers.py")]
    return read[0], read[1], changes.notes


def test_tests_and_their_helpers_call_it_directly(tmp_path: Path) -> None:
    test, helpers, _ = migrated(tmp_path)

    assert "    assert item.load() == item.store.load(1)\n" in test
    assert "    assert await both(item) == [await AsyncStore().load(1)]\n" in test
    assert "    assert item.load()\n    return load_all([item]) + [await AsyncStore().load(2)]\n" in helpers


def test_a_facade_with_a_loop_of_its_own_runs_in_a_thread_in_tests_too(tmp_path: Path) -> None:
    test, helpers, _ = migrated(tmp_path, LOOPING)

    assert "await asyncio.to_thread(item.load) == await asyncio.to_thread(item.store.load, 1)" in test
    assert (
        "    assert await asyncio.to_thread(item.load)\n    return await asyncio.to_thread(load_all, [item])" in helpers
    )


@pytest.mark.parametrize("app", [APP, LOOPING])
def test_a_program_runs_it_in_a_thread_and_a_note_says_so(tmp_path: Path, app: str) -> None:
    _, _, notes = migrated(tmp_path, app)

    assert "await asyncio.to_thread(Item(Store(), key).load)" in (tmp_path / "use.py").read_text(encoding="utf-8")
    [note] = [note for note in notes if note.startswith("use.py:") and "thread" in note]
    assert note.startswith("use.py:18: `load`, which use.py:14 keeps synchronous, runs in a thread of its own")


def test_so_does_what_uses_the_facade_in_a_lambda_an_inner_function_or_a_reference(tmp_path: Path) -> None:
    migrate(tmp_path, APP, CONFIG, BEHIND)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    moved = 'await asyncio.to_thread(report.filled, "1"), await asyncio.to_thread(report.ordered, keys)'
    assert f"[await AsyncStore().load(1), {moved}, await asyncio.to_thread(report.line, keys)]" in text
    assert "    start(report.store)\n" in text


def test_a_table_with_one_function_that_runs_a_loop_takes_no_test_into_a_thread(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_table.py").write_text(TABLE_TEST, encoding="utf-8")

    migrate(tmp_path, APP, CONFIG, "import asyncio\n\n" + USE + TABLE)

    text = (tmp_path / "tests" / "test_table.py").read_text(encoding="utf-8")
    assert "    assert command(0, Store()) == await AsyncStore().load(1)\n" in text


def test_what_comes_to_a_facade_with_a_loop_of_its_own_beside_others_runs_in_a_thread(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "test_verbs.py").write_text(VERBS_TEST, encoding="utf-8")

    migrate(tmp_path, LOOPING, CONFIG, USE + VERBS)

    text = (tmp_path / "use.py").read_text(encoding="utf-8")
    named = "await asyncio.to_thread(Verbs(Item(store, 1)).run, verb)"
    assert f"{named}, await asyncio.to_thread(run, verb, Item(store, 1))]" in text
    test = (tmp_path / "tests" / "test_verbs.py").read_text(encoding="utf-8")
    assert 'await asyncio.to_thread(Verbs(item).run, "load") == await asyncio.to_thread(run, "load", item)' in test
