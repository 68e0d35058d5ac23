"""What `ferry apply` writes and a person should look at: its notes."""

from pathlib import Path

from tests.ferry.conftest import Ferry, facts, name_bridge

UNCALLED = """\
from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


def export() -> str:
    return f"{size()} players"


def test_export() -> None:
    assert size() == 0
"""
LOCKED = """\
import threading

from app.persistence import get_persistence

LOCK = threading.Lock()


class Counter:
    def __init__(self) -> None:
        self._lock = threading.RLock()

    def size(self) -> int:
        with self._lock:
            return get_persistence().count_players()

    def name(self) -> str:
        with self._lock:
            return "counter"


def report(counter: Counter) -> int:
    with open("report") as file, LOCK:
        file.write(counter.name())
        return counter.size()


def test_report() -> None:
    assert report(Counter()) == 0
"""

BEHIND_NAMES = """\
import threading
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from app.persistence import get_persistence

GATE = threading.Semaphore(2)
LOCKS = defaultdict(threading.Lock)


def make_lock():
    return threading.RLock()


@contextmanager
def locked(room: str) -> Iterator[None]:
    with LOCKS[room]:
        yield


def gated() -> int:
    GATE.acquire()
    try:
        return get_persistence().count_players()
    finally:
        GATE.release()


def by_context_manager() -> int:
    with locked("hall"):
        return get_persistence().count_players()


def by_maker() -> int:
    lock = make_lock()
    with lock:
        return get_persistence().count_players()


def released_before() -> int:
    GATE.acquire()
    GATE.release()
    with open("rooms"):
        return get_persistence().count_players()


def test_sizes() -> None:
    assert gated() == by_context_manager() == by_maker() == released_before()
"""

UPDATES = """\
from app.persistence import get_persistence

TOTAL = 0
SEEN = {"hall": 0}


class Other:
    name = ""

    def update(self, name: str) -> None:
        self.name = name


class Counter:
    def __init__(self) -> None:
        self.total = 0
        self.other = Other()

    def add(self) -> None:
        self.total += get_persistence().count_players()

    def add_later(self) -> None:
        self.total = self.total + get_persistence().count_players()

    def read_last(self) -> None:
        self.total = get_persistence().count_players() + self.total

    def take(self) -> None:
        more = get_persistence().count_players()
        self.total += more

    def keep(self, key: str, other: str) -> None:
        self.cache[key] = self.cache.get(key, 0) + get_persistence().count_players()
        self.cache[key] = self.cache[key] + get_persistence().count_players()
        self.cache[key] = sum(self.cache.values()) + get_persistence().count_players()
        self.cache[key], done = self.cache.pop(key) + get_persistence().count_players(), True
        self.cache[key] = self.cache.get(other, 0) + get_persistence().count_players()
        self.cache[key] = get_persistence().count_players() + self.cache.get(key, 0)
        self.cache.update({key: self.cache[key] + get_persistence().count_players()})
        self.cache.update({key: get_persistence().count_players()})
        self.cache = {**self.cache, key: get_persistence().count_players()}
        self.first: bool = self.first or get_persistence().is_admin(1)
        self.first = get_persistence().is_admin(self.first)
        self.player = get_persistence().get_player(self.player.id)
        self.other.update(self.other.name + str(get_persistence().count_players()))


def note(room: str) -> None:
    global TOTAL
    SEEN[room] += get_persistence().count_players()
    TOTAL += get_persistence().count_players()


def count() -> int:
    found, rooms = 0, {"hall": 0}
    found += get_persistence().count_players()
    rooms["hall"] += get_persistence().count_players()
    SEEN[str(get_persistence().count_players())] += 1
    return found
"""


CASES = """\
import unittest
from contextvars import ContextVar

import pytest

from app.persistence import get_persistence

user = ContextVar("user", default="")


class Named:
    @pytest.fixture(autouse=True)
    def named(self):
        user.set("Ada")


class CountTest(Named, unittest.TestCase):
    def test_count(self):
        self.assertEqual(get_persistence().count_players(), 0)
"""


DECIDING = """\
from collections.abc import Iterator

from app.persistence import get_persistence


def admins() -> Iterator[bool]:
    for player in get_persistence().list_players():
        yield get_persistence().is_admin(player.id)


def ask(ids: list[int]) -> list[object]:
    layer = get_persistence()
    return [
        any(layer.is_admin(i) for i in ids),
        all(admins()),
        True in (layer.is_admin(i) for i in ids),
        any(i > layer.count_players() for i in ids),
        any(player.id == 1 for player in layer.list_players()),
        sum(layer.is_admin(i) for i in ids),
        1 in [player.id for player in layer.list_players()],
        all(map(layer.is_admin, ids)),
        any(list(map(layer.is_admin, ids))),
    ]


def ask_one(ids: list[int]) -> bool:
    return any(map(get_persistence().is_admin, ids))
"""

ENDING = """\
from app.persistence import get_persistence


def stop() -> int:
    raise StopIteration(get_persistence().count_players())


def first() -> object:
    return next(iter(get_persistence().list_players()))


def first_or_none() -> object:
    try:
        return next(iter(get_persistence().list_players()))
    except (LookupError, StopIteration):
        return None


def second() -> object:
    return next(iter(get_persistence().list_players()), None)


def ask() -> object:
    try:
        return first(), stop(), second(), first_or_none()
    except StopIteration as end:
        return end.value
"""

ENDING_IN_A_THREAD = """\
from app.persistence import get_persistence


def name_of(player_id: int) -> str:
    raise StopIteration(get_persistence().get_player(player_id).name)


def names() -> list[str]:
    return [next(map(name_of, [1]))]


def ask() -> int:
    try:
        return len(name_of(1)) + get_persistence().count_players()
    except StopIteration as end:
        return end.value
"""


ASKING = """\
from typing import Protocol, runtime_checkable

from app.persistence import PersistenceLayer, get_persistence


@runtime_checkable
class Managed(Protocol):
    def __enter__(self): ...

    def __exit__(self, *error): ...


class Guard:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __enter__(self) -> int:
        return self.layer.count_players()

    def __exit__(self, *error: object) -> None:
        self.layer.close()


def run() -> int:
    guard = Guard(get_persistence())
    with guard as size:
        pass

    if "__enter__" in dir(guard):
        size += 1
    if isinstance(guard, Managed):
        size += 1
    return size
"""
LEFT_IN_A_THREAD = """\
import threading
from contextvars import ContextVar

from app.persistence import get_persistence

current: ContextVar[str] = ContextVar("current", default="nobody")
_own = threading.local()
scoped = ContextVar("scoped", default="nobody")
inner = ContextVar("inner", default=0)


def log_in(player_id: int) -> bool:
    name = get_persistence().get_player(player_id).name
    current.set(name)
    _own.name = name
    return True


def again(player_id: int) -> bool:
    return log_in(player_id)


def own_name() -> str:
    return getattr(_own, "name", "nobody")


def within(player_id: int) -> str:
    token = scoped.set(get_persistence().get_player(player_id).name)
    try:
        return scoped.get()
    finally:
        scoped.reset(token)


def counted() -> int:
    inner.set(get_persistence().count_players())
    return inner.get()
"""
READ_OUTSIDE = """from app.later import users
from app.later.users import again, counted, log_in, own_name, within
from app.persistence import get_persistence


def page(player_id: int) -> str:
    size = get_persistence().count_players()
    log_in(player_id)
    return f"{users.current.get()} of {size}, {own_name()}"


def other(player_id: int) -> str:
    return f"{again(player_id)} {get_persistence().count_players()} {within(1)} {counted()} {users.scoped.get()}"
"""

UNFOLLOWED = """\
from unittest.mock import MagicMock, Mock

from app.persistence import get_persistence


class Rules:
    def allowed(self, player_id: int) -> bool:
        return get_persistence().is_admin(player_id)


class Page:
    def rules_of(self) -> "Callable[[], Rules]":
        return lambda: Rules()

    def show(self, player_id: int) -> str:
        return "yes" if self.rules_of()().allowed(player_id) else "no"


def first(rules, player_id: int) -> list[str]:
    return [str(rule.allowed(player_id)) for rule in rules]


def test_a_function_that_gives_a_function_that_gives_a_mock(monkeypatch) -> None:
    monkeypatch.setattr(Page, "rules_of", lambda self: lambda: Mock(allowed=lambda i: i == 3))
    assert Page().show(3) == "yes"


def test_a_mock_out_of_a_mock() -> None:
    rule = MagicMock()
    rule.allowed.return_value = True
    rules = MagicMock()
    rules.__iter__.return_value = iter([rule])
    assert first(rules, 1) == ["True"] and first([Rules()], 1) == ["False"]


def test_of_something_else() -> None:
    door = Mock(spec=str)
    door.allowed = 3
    own = Mock()
    own.allowed.return_value = 4
    assert own.allowed() == 4
"""


IN_PARTS = """\
from unittest.mock import patch

import pytest

from app.persistence import get_persistence
from cases.places import HERE


def size() -> int:
    return get_persistence().count_players()


def test_a_place_that_another_module_names() -> None:
    with patch(f"{HERE}.get_persistence") as layer:
        layer.return_value.count_players.return_value = 3
        assert size() == 3


@pytest.mark.parametrize("name", ["size"])
def test_a_place_that_rows_name(name) -> None:
    with patch("cases.test_parts." + name, return_value=3), patch(HERE + ".size", lambda: 3):
        assert size() == 3
"""


def notes_of(ferry: Ferry, tree: Path, file: str, text: str) -> list[str]:
    """Return the notes of the step on a tree with the file."""
    (tree / "cases" / "size.py").unlink()
    (tree / "cases" / file).write_text(text, encoding="utf-8")
    ferry("apply", "migrate_cases", "--json", str(tree.parent / "out.json"))
    notes: list[str] = facts(tree.parent / "out.json")["notes"]
    return notes


def test_a_function_that_nobody_is_known_to_call_is_noted(ferry: Ferry, tree: Path) -> None:
    [note] = notes_of(ferry, tree, "test_export.py", UNCALLED)

    assert note.startswith("cases/test_export.py:8: `export` becomes async, and no code of the tree calls it")


def test_a_mock_that_may_stand_for_what_becomes_async_is_noted(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "test_rules.py", UNFOLLOWED)

    assert [note.partition(" of a mock")[0] for note in notes if " of a mock" in note] == [
        "cases/test_rules.py:24: `allowed`",
        "cases/test_rules.py:30: `allowed`",
    ]


def test_a_patch_that_is_told_in_unknown_parts_what_it_replaces_is_noted(ferry: Ferry, tree: Path) -> None:
    (tree / "cases" / "places.py").write_text('HERE = "cases.test_parts"\n', encoding="utf-8")

    notes = notes_of(ferry, tree, "test_parts.py", IN_PARTS)

    assert [note.partition(": nothing says")[0] for note in notes] == [
        """cases/test_parts.py:14: `f'{HERE}.get_persistence'`""",
        """cases/test_parts.py:21: `HERE + '.size'`""",
    ]


def test_a_thread_lock_that_is_held_while_something_is_awaited_is_noted(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "test_report.py", LOCKED)

    assert [note.partition(" is a lock")[0] for note in notes] == [
        "cases/test_report.py:13: `self._lock`",
        "cases/test_report.py:22: `LOCK`",
    ]


def test_what_becomes_async_and_waits_for_another_thread_is_noted(ferry: Ferry, tree: Path) -> None:
    waiting = """\
import queue
import threading

from app.persistence import get_persistence

JOBS: "queue.Queue[int]" = queue.Queue()
MORE: "queue.Queue[queue.Queue[int]]"
NAMES = {1: "one"}


def work() -> str:
    thread = threading.Thread(target=print, daemon=True)
    thread.start()
    thread.join()
    done = threading.Event()
    done.wait(0.1)
    later: queue.SimpleQueue[str] = MORE.get()
    later.get()
    return NAMES.get(JOBS.get(), ", ".join([])) + get_persistence().get_player(1).name


def quiet() -> None:
    JOBS.join()
"""
    notes = notes_of(ferry, tree, "work.py", waiting)

    assert [note.partition(" holds up")[0] for note in notes if " holds up" in note] == [
        "cases/work.py:14: `thread.join()`",
        "cases/work.py:16: `done.wait(0.1)`",
        "cases/work.py:17: `MORE.get()`",
        "cases/work.py:18: `later.get()`",
        "cases/work.py:19: `JOBS.get()`",
    ]


def test_what_becomes_async_and_waits_for_a_file_or_a_program_is_noted(ferry: Ferry, tree: Path) -> None:
    blocking = """\
import os
import subprocess
import time
from pathlib import Path
from time import sleep

from app.persistence import get_persistence

HERE = Path(__file__).parent


class Shelf:
    def __init__(self, path: Path) -> None:
        self.path = path

    def open(self) -> str:
        return ""


def load(path: Path, shelf: Shelf, opened) -> str:
    with path.open() as file, open(path) as other:
        text = file.read() + other.read()
    sleep(1)
    text += str(time.sleep(2))
    text += shelf.path.read_text() + (HERE / "names.txt").read_text() + shelf.open() + opened.open()
    subprocess.run(["true"], check=True)
    return text + os.environ.get("HOME", "") + get_persistence().get_player(1).name


def quiet(path: Path) -> str:
    return path.read_text()
"""
    notes = notes_of(ferry, tree, "shelves.py", blocking)

    assert [note.partition(" holds up")[0] for note in notes if " holds up" in note] == [
        "cases/shelves.py:21: `open(path)`",
        "cases/shelves.py:21: `path.open()`",
        "cases/shelves.py:24: `time.sleep(2)`",
        "cases/shelves.py:25: `(HERE / 'names.txt').read_text()`",
        "cases/shelves.py:25: `shelf.path.read_text()`",
        "cases/shelves.py:26: `subprocess.run(['true'], check=True)`",
    ]


def test_a_lock_is_known_behind_a_context_manager_a_maker_and_a_call_of_acquire(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "test_sizes.py", BEHIND_NAMES)

    assert [note.partition(" is a lock")[0] for note in notes] == [
        "cases/test_sizes.py:23: `GATE`",
        "cases/test_sizes.py:31: `locked('hall')`",
        "cases/test_sizes.py:37: `lock`",
    ]


def test_what_is_read_before_the_function_waits_and_written_after_it_is_noted(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "counter.py", UPDATES)

    assert [note.partition(" is read, then")[0] for note in notes if "is read, then" in note] == [
        "cases/counter.py:20: `self.total`",
        "cases/counter.py:23: `self.total`",
        "cases/counter.py:33: `self.cache[key]`",
        "cases/counter.py:34: `self.cache[key]`",
        "cases/counter.py:35: `self.cache[key]`",
        "cases/counter.py:36: `self.cache[key]`",
        "cases/counter.py:39: `self.cache`",
        "cases/counter.py:41: `self.cache`",
        "cases/counter.py:42: `self.first`",
        "cases/counter.py:50: `SEEN[room]`",
        "cases/counter.py:51: `TOTAL`",
    ]


def test_what_stopped_at_the_item_that_decided_and_reads_all_of_them_now_is_noted(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "deciding.py", DECIDING)

    assert [note.partition(" stopped at")[0] for note in notes if " stopped at" in note] == [
        "cases/deciding.py:14: `any((layer.is_admin(i) for i in ids))`",
        "cases/deciding.py:15: `all(admins())`",
        "cases/deciding.py:16: `True in (layer.is_admin(i) for i in ids)`",
        "cases/deciding.py:17: `any((i > layer.count_players() for i in ids))`",
        "cases/deciding.py:21: `all(map(layer.is_admin, ids))`",
    ]


def test_the_end_of_an_iteration_that_leaves_an_async_function_is_noted(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "ending.py", ENDING)

    assert [note.partition(", async now")[0] for note in notes if "RuntimeError" in note] == [
        "cases/ending.py:5: `raise StopIteration(get_persistence().count_players())` can leave `stop`",
        "cases/ending.py:9: `next(iter(get_persistence().list_players()))` can leave `first`",
    ]


def test_the_end_of_an_iteration_that_would_have_to_leave_a_thread_is_noted(ferry: Ferry, tree: Path) -> None:
    name_bridge(tree)

    notes = notes_of(ferry, tree, "ending.py", ENDING_IN_A_THREAD)

    assert [note.partition(" runs in a thread now")[0] for note in notes if "StopIteration" in note] == [
        "cases/ending.py:14: `name_of(1)`",
    ]


def test_what_a_callee_of_a_later_step_leaves_in_its_thread_is_noted(ferry: Ferry, tree: Path) -> None:
    (tree / "app" / "later" / "users.py").write_text(LEFT_IN_A_THREAD, encoding="utf-8")

    notes = notes_of(ferry, tree, "pages.py", READ_OUTSIDE)

    assert [note.partition(" is not seen outside")[0] for note in notes if "not seen outside" in note] == [
        f"cases/pages.py:{line}: `{name}` runs in a thread until it is async itself, and what it puts into `{variable}`"
        for line, name in ((8, "log_in"), (13, "again"))
        for variable in ("_own", "current")
    ]


def test_a_text_or_protocol_that_asks_for_a_special_method_is_noted(ferry: Ferry, tree: Path) -> None:
    notes = notes_of(ferry, tree, "asking.py", ASKING)

    assert [note.partition(" in this step")[0] for note in notes if "in this step" in note] == [
        "cases/asking.py:29: `'__enter__'` asks for `__enter__`, which becomes `__aenter__`",
        "cases/asking.py:31: `Managed` asks for `__enter__`, which becomes `__aenter__`",
    ]


def test_a_second_run_has_no_notes(ferry: Ferry, tree: Path) -> None:
    assert notes_of(ferry, tree, "test_report.py", LOCKED)

    (tree / "cases" / "size.py").touch()
    migrated = (tree / "cases" / "test_report.py").read_text(encoding="utf-8")
    assert notes_of(ferry, tree, "test_report.py", migrated) == []


def test_a_step_whose_needs_are_not_done_says_so(ferry: Ferry, tree: Path) -> None:
    config = tree / "ferry.toml"
    text = config.read_text(encoding="utf-8")
    more = '\n[[steps]]\nid = "last"\nkind = "verify"\nneeds = ["migrate_later"]\n'
    more += '\n[[steps]]\nid = "docs"\nkind = "docs"\nfiles = ["README.md"]\nneeds = ["last"]\n'
    config.write_text(text + more, encoding="utf-8")
    out = str(tree.parent / "out.json")

    ferry("apply", "docs", "--diff", "--json", out)
    before = facts(tree.parent / "out.json")["notes"]
    ferry("apply", "migrate_later")
    ferry("apply", "docs", "--diff", "--json", out)

    assert before == ["migrate_later, which this step needs, still has 2 functions to do: carry it out first"]
    assert facts(tree.parent / "out.json")["notes"] == []


def test_a_context_variable_that_a_fixture_sets_for_an_async_test_case_is_noted(ferry: Ferry, tree: Path) -> None:
    [note] = notes_of(ferry, tree, "test_count.py", CASES)

    assert note.startswith("cases/test_count.py:13: async test cases do not see what `named` puts into a `ContextVar`")


def test_no_context_variable_is_no_note(ferry: Ferry, tree: Path) -> None:
    assert notes_of(ferry, tree, "test_count.py", CASES.replace("ContextVar", "Variable")) == []
