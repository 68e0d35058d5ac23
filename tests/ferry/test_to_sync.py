"""`[target] to_sync`: what runs a function outside the event loop gets a synchronous one to call."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate, migrate_modules
from tests.ferry.loops import TO_SYNC, configured, copy_with_loop
from tools.ferry.config import read_config
from tools.ferry.project.project import TreeError
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

SWEEPER = """\
import atexit
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from app.persistence import PersistenceLayer


class Sweeper:
    PATHS = [("count", "GET"), ("name", "GET")]

    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        for path, method in self.PATHS:
            atexit.register(getattr(self, path), method)

    def count(self, method: str = "") -> int:
        return self.layer.count_players()

    def name(self, method: str = "") -> str:
        return "sweeper"

    def start(self) -> None:
        threading.Thread(target=self.count, daemon=True).start()
        with ThreadPoolExecutor() as pool:
            pool.submit(self.layer.delete_player, 1)
            pool.submit(lambda: self.layer.delete_player(2))
            pool.submit(partial(self.count, "GET"))
"""

MIGRATED = """\
import atexit
import threading
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer


class Sweeper:
    PATHS = [("count", "GET"), ("name", "GET")]

    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer
        for path, method in self.PATHS:
            atexit.register(to_sync(getattr(self, path)), method)

    async def count(self, method: str = "") -> int:
        return await self.layer.count_players()

    def name(self, method: str = "") -> str:
        return "sweeper"

    def start(self) -> None:
        threading.Thread(target=to_sync(self.count), daemon=True).start()
        with ThreadPoolExecutor() as pool:
            pool.submit(to_sync(self.layer.delete_player), 1)
            pool.submit(to_sync(lambda: self.layer.delete_player(2)))
            pool.submit(partial(to_sync(self.count), "GET"))
"""


COLLECTED = """\
import pytest

from app.persistence import PersistenceLayer, get_persistence

LAYER: PersistenceLayer = get_persistence()


def level(player_id: int) -> int:
    return get_persistence().get_player(player_id).level


@pytest.mark.parametrize("expected", [level(1), LAYER.count_players()])
def test_levels(expected: int) -> None:
    assert level(1) == expected
"""

COLLECTED_MIGRATED = """\
import pytest

from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

LAYER: AsyncPersistenceLayer = get_async_persistence()


async def level(player_id: int) -> int:
    return (await get_async_persistence().get_player_by_id(player_id)).level


@pytest.mark.asyncio
@pytest.mark.parametrize("expected", [to_sync(level)(1), to_sync(LAYER.count_players)()])
async def test_levels(expected: int) -> None:
    assert await level(1) == expected
"""


STARTED = """\
import threading

from app.persistence import PersistenceLayer


def threaded(function):
    def start(*args):
        threading.Thread(target=function, args=args).start()

    return start


class Sweeper:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        self.sweep()

    @threaded
    def sweep(self) -> None:
        self.layer.delete_player(1)

    @threaded
    def rest(self) -> None:
        pass


def main(layer: PersistenceLayer) -> int:
    Sweeper(layer).sweep()
    return layer.count_players()
"""

STARTED_MIGRATED = """\
import threading

from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer


def threaded(function):
    def start(*args):
        threading.Thread(target=function, args=args).start()

    return start


class Sweeper:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer
        self.sweep()

    @threaded
    def sweep(self) -> None:
        to_sync(self.layer.delete_player)(1)

    @threaded
    def rest(self) -> None:
        pass


async def main(layer: AsyncPersistenceLayer) -> int:
    Sweeper(layer).sweep()
    return await layer.count_players()
"""


SHARED = """\
import threading

from app.persistence import PersistenceLayer


def threaded(function):
    def start(*args):
        threading.Thread(target=function, args=args).start()

    return start


class Sweeper:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        self.size = self.layer.count_players()

    @threaded
    def sweep(self) -> None:
        self.layer.delete_player(1)
"""

SHARED_MIGRATED = SHARED.replace(
    "self.layer.delete_player(1)", "to_sync(to_async(self.layer).delete_player)(1)"
).replace("from app.persistence", "from app.loop import to_async, to_sync\nfrom app.persistence")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a `Sweeper` whose methods run in threads, and one of which is given to `atexit` by its name."""
    copy_with_loop(tmp_path)
    (tmp_path / "cases" / "sweeper.py").write_text(SWEEPER, encoding="utf-8")
    return tmp_path


CALLERS = 'sync_callers = ["atexit.register"]'

POOLED = """\
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from app.persistence import PersistenceLayer


def ask_all(pool: ThreadPoolExecutor, layer: PersistenceLayer, ask: Callable[..., int]) -> list[int]:
    futures = [pool.submit(ask, layer) for _ in range(2)]
    return [future.result() for future in futures]


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


def run(pool: ThreadPoolExecutor, layer: PersistenceLayer) -> list[int]:
    return ask_all(pool, layer, count) + ask_all(pool, layer, lambda layer: layer.count_players())
"""

POOLED_MIGRATED = """\
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer


def ask_all(pool: ThreadPoolExecutor, layer: AsyncPersistenceLayer, ask: Callable[..., Awaitable[int]]) -> list[int]:
    futures = [pool.submit(to_sync(ask), layer) for _ in range(2)]
    return [future.result() for future in futures]


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


def run(pool: ThreadPoolExecutor, layer: AsyncPersistenceLayer) -> list[int]:
    return ask_all(pool, layer, count) + ask_all(pool, layer, lambda layer: layer.count_players())
"""


def test_without_it_a_thread_holds_everything_back(tree: Path) -> None:
    changes = migrate(tree)

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == SWEEPER
    assert {b.kind for b in changes.blockers} == {"callback", "lambda", "held_back"}
    unset = "a thread calls it, and does not await it; `[target] to_sync`, which is not set, would serve there"
    threads = [number for number, line in enumerate(SWEEPER.splitlines(), 1) if "Thread(" in line or "submit(" in line]
    assert {b.line for b in changes.blockers if b.reason.endswith(unset)} == set(threads)


def test_a_caller_that_is_not_named_holds_everything_back(tree: Path) -> None:
    changes = migrate(configured(tree, TO_SYNC))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == SWEEPER
    assert {b.line for b in changes.blockers if b.kind == "callback"} == {15}


def test_threads_and_named_callers_get_a_synchronous_function(tree: Path) -> None:
    changes = migrate(configured(tree, TO_SYNC, CALLERS))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == MIGRATED
    assert changes.blockers == []


def test_what_a_variable_gives_to_a_thread_is_made_synchronous_there(tree: Path) -> None:
    (tree / "cases" / "pooled.py").write_text(POOLED, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC, CALLERS))

    assert (tree / "cases" / "pooled.py").read_text(encoding="utf-8") == POOLED_MIGRATED
    assert changes.blockers == []
    assert migrate(tree).contents == {}


def test_a_second_run_changes_nothing(tree: Path) -> None:
    migrate(configured(tree, TO_SYNC, CALLERS))

    assert migrate(tree).contents == {}


def test_what_a_test_makes_while_it_is_collected_is_run_to_its_end(tree: Path) -> None:
    (tree / "cases" / "test_levels.py").write_text(COLLECTED, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC, CALLERS))

    assert (tree / "cases" / "test_levels.py").read_text(encoding="utf-8") == COLLECTED_MIGRATED
    assert changes.blockers == []


OWN_THREAD = """\
from threading import Thread

from app.persistence import PersistenceLayer


class Worker(Thread):
    def __init__(self, layer: PersistenceLayer) -> None:
        super().__init__()
        self.layer = layer

    def run(self) -> None:
        self.sweep(1)

    def sweep(self, player_id: int) -> None:
        self.layer.delete_player(player_id)
"""


def test_what_the_body_of_a_thread_calls_is_made_synchronous_there(tree: Path) -> None:
    (tree / "cases" / "sweeper.py").write_text(OWN_THREAD, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC))

    text = (tree / "cases" / "sweeper.py").read_text(encoding="utf-8")
    assert "def run(self) -> None:\n        to_sync(self.sweep)(1)\n" in text
    assert "async def sweep" in text
    assert changes.blockers == []
    assert migrate(tree).contents == {}


WAITING = """\
import queue
import threading

from app.persistence import PersistenceLayer


def consume(jobs: "queue.Queue[int | None]", layer: PersistenceLayer) -> None:
    while (job := jobs.get()) is not None:
        layer.delete_player(job)


def produce(found, layer: PersistenceLayer) -> None:
    found.put(layer.count_players())


def drain(jobs, layer: PersistenceLayer) -> None:
    layer.delete_player(jobs.get())


class Scheduler:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        self.stopped = threading.Event()

    def loop(self) -> None:
        while not self.stopped.wait(60):
            self.tick()

    def tick(self) -> None:
        self.layer.count_players()


def main(layer: PersistenceLayer) -> int:
    jobs: queue.Queue[int | None] = queue.Queue()
    threading.Thread(target=consume, args=(jobs, layer)).start()
    threading.Thread(target=produce, args=(jobs, layer)).start()
    threading.Timer(1, drain, (jobs, layer)).start()
    threading.Thread(target=Scheduler(layer).loop).start()
    drain(jobs, layer)
    return layer.count_players()
"""

WAITING_MIGRATED = """\
import asyncio
import queue
import threading

from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer


def consume(jobs: "queue.Queue[int | None]", layer: AsyncPersistenceLayer) -> None:
    while (job := jobs.get()) is not None:
        to_sync(layer.delete_player)(job)


async def produce(found, layer: AsyncPersistenceLayer) -> None:
    found.put(await layer.count_players())


def drain(jobs, layer: AsyncPersistenceLayer) -> None:
    to_sync(layer.delete_player)(jobs.get())


class Scheduler:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer
        self.stopped = threading.Event()

    def loop(self) -> None:
        while not self.stopped.wait(60):
            to_sync(self.tick)()

    async def tick(self) -> None:
        await self.layer.count_players()


async def main(layer: AsyncPersistenceLayer) -> int:
    jobs: queue.Queue[int | None] = queue.Queue()
    threading.Thread(target=consume, args=(jobs, layer)).start()
    threading.Thread(target=to_sync(produce), args=(jobs, layer)).start()
    threading.Timer(1, drain, (jobs, layer)).start()
    threading.Thread(target=Scheduler(layer).loop).start()
    await asyncio.to_thread(drain, jobs, layer)
    return await layer.count_players()
"""


def test_what_waits_in_a_thread_for_another_one_stays_synchronous(tree: Path) -> None:
    """On the loop it would stop what it waits for."""
    (tree / "cases" / "sweeper.py").write_text(WAITING, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == WAITING_MIGRATED
    assert changes.blockers == []
    assert migrate(tree).contents == {}


SERVED = """\
from app.persistence import PersistenceLayer, get_persistence


def serve(environ, start_response):
    start_response("200 OK", [])
    return [name(get_persistence())]


def answer(environ):
    return serve(environ, print)


def name(layer: PersistenceLayer) -> str:
    return layer.get_player(1).name


def main() -> None:
    print(serve({}, print), answer({}), name(get_persistence()))
"""


def test_what_waits_for_a_loop_is_called_in_a_thread_by_what_becomes_async(tree: Path) -> None:
    (tree / "cases" / "sweeper.py").write_text(SERVED, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC))

    text = (tree / "cases" / "sweeper.py").read_text(encoding="utf-8")
    assert "    return [to_sync(name)(get_async_persistence())]\n" in text
    assert "print(await asyncio.to_thread(serve, {}, print), await asyncio.to_thread(answer, {}), await name(" in text
    assert changes.blockers == []
    assert migrate(tree).contents == {}


def test_what_a_decorator_starts_in_a_thread_stays_synchronous(tree: Path) -> None:
    """Whoever calls the decorated function gets nothing to await: even a constructor may."""
    (tree / "cases" / "sweeper.py").write_text(STARTED, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == STARTED_MIGRATED
    assert changes.blockers == []
    assert migrate(tree).contents == {}


def test_a_bridge_carries_a_thread_away_from_a_blocked_place(tree: Path) -> None:
    (tree / "cases" / "sweeper.py").write_text(SHARED, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC, 'from_facade = "app.loop.to_async"'))

    assert (tree / "cases" / "sweeper.py").read_text(encoding="utf-8") == SHARED_MIGRATED
    assert {b.kind for b in changes.blockers} == {"constructor"}
    assert migrate(tree).contents == {}


def test_callers_without_the_function_are_refused(tree: Path) -> None:
    with pytest.raises(TreeError, match=r"sync_callers: needs target\.to_sync"):
        migrate(configured(tree, CALLERS))


def test_a_function_that_the_tree_lacks_is_refused(tree: Path) -> None:
    with pytest.raises(TreeError, match=r"to_sync: the tree has no function app\.loop\.to_sinc"):
        migrate(configured(tree, 'to_sync = "app.loop.to_sinc"'))


CLIENT = """\
from app.persistence import PersistenceLayer


class Client:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.size = layer.count_players()


class Near(Client):
    pass


def make(layer: PersistenceLayer) -> Client:
    client = Near(layer)
    return client


def report(layer: PersistenceLayer) -> int:
    return Client(layer).size + make(layer).size + layer.count_players()
"""


def test_an_object_whose_making_waits_for_a_loop_is_made_beside_the_one_that_runs(tree: Path) -> None:
    (tree / "cases" / "sweeper.py").write_text(CLIENT, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC, 'sync_callers = ["cases.sweeper.Client"]'))

    text = (tree / "cases" / "sweeper.py").read_text(encoding="utf-8")
    assert changes.blockers == []
    assert "        self.size = to_sync(layer.count_players)()\n" in text
    assert "def make(layer: AsyncPersistenceLayer) -> Client:\n    client = Near(layer)\n" in text
    assert "(await asyncio.to_thread(Client, layer)).size + (await asyncio.to_thread(make, layer)).size + await" in text


PROGRAM = """\
import argparse

from app.persistence import get_persistence


class Parser(argparse.ArgumentParser):
    pass


def count(arguments):
    print(get_persistence().count_players())


def names(arguments):
    print([player.name for player in get_persistence().list_players()])


def parser():
    parser = Parser()
    parser.set_defaults(func=count)
    parser.add_subparsers().add_parser("names").set_defaults(func=names)
    return parser


def main(words):
    arguments = parser().parse_args(words)
    return arguments.func(arguments) or 0


def greet(words):
    print(get_persistence().get_player(1))
    arguments = parser().parse_args(words)
    return arguments.func(arguments) or 0


def test_main():
    assert main([]) == 0
    assert get_persistence().count_players() == 1
"""


def test_what_parsed_arguments_have_of_a_sync_caller_is_called_as_before(tree: Path) -> None:
    (tree / "cases" / "test_program.py").write_text(PROGRAM, encoding="utf-8")

    changes = migrate(configured(tree, TO_SYNC, 'sync_callers = ["argparse.ArgumentParser.set_defaults"]'))

    text = (tree / "cases" / "test_program.py").read_text(encoding="utf-8")
    assert [blocker for blocker in changes.blockers if blocker.file == "cases/test_program.py"] == []
    assert ".set_defaults(func=to_sync(count))" in text
    assert ".set_defaults(func=to_sync(names))" in text
    assert "\ndef main(words):\n" in text
    assert "    return arguments.func(arguments) or 0\n" in text
    assert "    return await asyncio.to_thread(arguments.func, arguments) or 0\n" in text
    assert "    assert await asyncio.to_thread(main, []) == 0\n" in text


TAKEN_FOR_ASYNC = """\
import argparse

from app.loop import to_sync


async def show(args) -> None:
    print(args)


def main(argv):
    parser = argparse.ArgumentParser()
    parser.add_subparsers().add_parser("show").set_defaults(run=to_sync(show))
    args = parser.parse_args(argv)
    to_sync(show)(args)
    return args.run(args)


async def other(args: argparse.Namespace):
    await to_sync(show)(args)
    return await args.run(args) or 0
"""


def test_the_verifier_knows_that_what_to_sync_makes_gives_a_result(tmp_path: Path) -> None:
    copy_with_loop(tmp_path)
    configured(tmp_path, TO_SYNC)
    (tmp_path / "cases" / "edge.py").write_text(TAKEN_FOR_ASYNC, encoding="utf-8")

    findings = verify_tree(tmp_path, read_config(tmp_path / "ferry.toml"), Scope(mypy=False)).findings

    assert [(f.file, f.line, f.rule) for f in findings] == [
        ("cases/edge.py", 19, "not_awaitable"),
        ("cases/edge.py", 20, "not_awaitable"),
    ]


GIVEN_AWAY = """\
from concurrent.futures import ThreadPoolExecutor

from app.persistence import get_persistence


def admins(ids: list[int]) -> list[bool]:
    with ThreadPoolExecutor() as executor:
        return list(executor.map(get_persistence().is_admin, ids))
"""


def test_a_method_of_the_facade_that_a_thread_gets_leaves_it_though_no_function_becomes_async(tmp_path: Path) -> None:
    copy_with_loop(tmp_path)
    configured(tmp_path, TO_SYNC)

    changes = migrate_modules(tmp_path, away=GIVEN_AWAY)

    text = (tmp_path / "cases" / "away.py").read_text(encoding="utf-8")
    assert "return list(executor.map(to_sync(get_async_persistence().is_admin), ids))" in text
    assert "import get_persistence" not in text
    assert changes.blockers == []
    assert migrate(tmp_path).contents == {}
