"""Functions that stay synchronous because a person says that no event loop runs where they are called."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

LOOP = """\
def to_sync(function):
    return function
"""

TO_SYNC = 'to_sync = "app.loop.to_sync"'

CLIENT = """\
from app.persistence import PersistenceLayer


class Client:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer
        self.size = layer.count_players()

    @property
    def levels(self) -> list[int]:
        return [player.level for player in self.layer.list_players()]

    def name(self, player_id: int) -> str:
        return name_of(self.layer, player_id)


def name_of(layer: PersistenceLayer, player_id: int) -> str:
    return layer.get_player(player_id).name


def report(layer: PersistenceLayer) -> str:
    return f"{Client(layer).name(1)} of {layer.count_players()}"
"""

CLIENT_MIGRATED = """\
import asyncio

from app.loop import to_sync
from app.persistence.async_layer import AsyncPersistenceLayer


class Client:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer
        self.size = to_sync(layer.count_players)()

    @property
    def levels(self) -> list[int]:
        return [player.level for player in to_sync(self.layer.list_players)()]

    def name(self, player_id: int) -> str:
        return to_sync(name_of)(self.layer, player_id)


async def name_of(layer: AsyncPersistenceLayer, player_id: int) -> str:
    return (await layer.get_player_by_id(player_id)).name


async def report(layer: AsyncPersistenceLayer) -> str:
    return f"{await asyncio.to_thread((await asyncio.to_thread(Client, layer)).name, 1)} of {await layer.count_players()}"
"""  # noqa: E501 - as the engine writes it


FLASK_TEST = """\
import pytest
from flask import Flask

from app.persistence import get_persistence

app = Flask(__name__)


@app.route("/")
def size() -> str:
    return str(get_persistence().count_players())


@pytest.fixture
def client():
    with app.test_client() as client:
        get_persistence().delete_player(1)
        yield client


def fetch(client, path):
    return client.get(path).data


def test_size(client) -> None:
    get_persistence().delete_player(2)
    assert client.get("/").data == b"0"


def test_by_a_helper(client) -> None:
    get_persistence().delete_player(2)
    assert fetch(client, "/") == b"0"


def test_without_a_request(client) -> None:
    assert get_persistence().count_players() == 0
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose `cases` folder is empty."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "app" / "loop.py").write_text(LOOP, encoding="utf-8")
    return tmp_path


def migrate_with(tree: Path, *lines: str) -> Changes:
    """Carry out the step, with these lines in the table `[target]`."""
    config = tree / "ferry.toml"
    head = "\n".join(["[target]", *lines, ""])
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", head), encoding="utf-8")
    return migrate(tree)


def written(tree: Path, text: str) -> Path:
    """Write the module of which the tests speak."""
    file = tree / "cases" / "edge.py"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize("name", ["cases.edge.Client", "cases.edge.Client.name"])
def test_what_sync_callers_names_in_the_tree_stays_synchronous(tree: Path, name: str) -> None:
    file = written(tree, CLIENT)
    whole = name == "cases.edge.Client"

    changes = migrate_with(tree, TO_SYNC, f'sync_callers = ["{name}"]')

    text = file.read_text(encoding="utf-8")
    assert (text == CLIENT_MIGRATED) == whole
    assert ({blocker.kind for blocker in changes.blockers} == set()) == whole
    assert "    def name(" in text


def test_a_name_is_not_taken_for_the_beginning_of_another(tree: Path) -> None:
    written(tree, CLIENT)

    changes = migrate_with(tree, TO_SYNC, 'sync_callers = ["cases.edge.Cli"]')

    assert {blocker.kind for blocker in changes.blockers} >= {"constructor", "property"}


@pytest.mark.parametrize(
    ("called", "assigned"),
    [("plain", ""), ("one", "    one = plain\n"), ("either", "    either = ask if interactive else plain\n")],
)
def test_what_to_sync_is_given_is_seen_to_be_called_when_the_tree_is_read_again(
    tree: Path, called: str, assigned: str
) -> None:
    """The facade that a blocker keeps goes into the parameter of an async function: neither run may switch that."""
    written(
        tree,
        "from app.persistence import PersistenceLayer\n\n\n"
        "def build() -> PersistenceLayer:\n"
        '    layer = PersistenceLayer("memory")\n    layer.export_all()\n    return layer\n\n\n'
        "def plain(layer: PersistenceLayer, extra: int) -> None:\n    print(layer.count_players() + extra)\n\n\n"
        "def ask(layer: PersistenceLayer, extra: int) -> None:\n    print(layer.count_players() - extra)\n\n\n"
        f"def edge(interactive: bool) -> None:\n{assigned}    {called}(build(), 1)\n",
    )
    layer = tree / "app" / "persistence" / "async_layer.py"
    bridge = "\n\ndef to_async(layer) -> AsyncPersistenceLayer:\n    return getattr(layer, '_async', layer)\n"
    layer.write_text(layer.read_text(encoding="utf-8") + bridge, encoding="utf-8")
    from_facade = 'from_facade = "app.persistence.async_layer.to_async"'
    loop = tree / "app" / "loop.py"
    loop.write_text(
        "import asyncio\n\n\ndef to_sync(function):\n"
        "    def run(*args):\n        return asyncio.run(function(*args))\n\n    return run\n",
        encoding="utf-8",
    )

    migrate_with(tree, TO_SYNC, from_facade, 'sync_callers = ["cases.edge.edge"]')
    again = migrate(tree)

    text = (tree / "cases" / "edge.py").read_text(encoding="utf-8")
    assert f"    to_sync({called})(build(), 1)\n" in text
    assert "async def plain(layer: PersistenceLayer, extra: int)" in text
    assert again.contents == {}


UNKNOWN = """\
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def head_total(self) -> int:
        return self.layer.count_players()


def report(loaded) -> str:
    return f"{loaded.head_total()} players"
"""


def test_a_call_on_something_unknown_is_served_where_no_loop_runs(tree: Path) -> None:
    file = written(tree, UNKNOWN)

    changes = migrate_with(tree, TO_SYNC, 'sync_callers = ["cases.edge.report"]')
    again = migrate(tree)

    text = file.read_text(encoding="utf-8")
    assert "    async def head_total(self) -> int:\n        return await self.layer.count_players()\n" in text
    assert '    return f"{to_sync(loaded.head_total)()} players"\n' in text
    assert changes.blockers == []
    assert again.contents == {}


def test_a_loop_over_something_unknown_is_not(tree: Path) -> None:
    text = UNKNOWN.replace("-> int", "-> Iterator[int]").replace("return self", "yield self")
    text = f"from collections.abc import Iterator\n\n{text}".replace(
        "{loaded.head_total()}", "{list(loaded.head_total())}"
    )
    file = written(tree, text)

    changes = migrate_with(tree, TO_SYNC, 'sync_callers = ["cases.edge.report"]')

    assert file.read_text(encoding="utf-8") == text
    assert {blocker.kind for blocker in changes.blockers} == {"held_back", "unknown"}


def test_what_makes_requests_by_a_test_client_of_flask_stays_synchronous(tree: Path) -> None:
    file = tree / "cases" / "test_web.py"
    file.write_text(FLASK_TEST, encoding="utf-8")

    changes = migrate_with(tree, TO_SYNC)

    text = file.read_text(encoding="utf-8")
    asked, awaited = "to_sync(get_async_persistence().delete_player)", "await get_async_persistence().count_players()"
    assert "async def size() -> str:" in text
    assert f"def client():\n    with app.test_client() as client:\n        {asked}(1)\n" in text
    assert f"\n\ndef test_size(client) -> None:\n    {asked}(2)\n" in text
    assert f"\n\ndef test_by_a_helper(client) -> None:\n    {asked}(2)\n" in text
    assert f"async def test_without_a_request(client) -> None:\n    assert {awaited} == 0\n" in text
    assert not changes.blockers
    assert changes.notes == ["cases/test_web.py:10: Flask runs `size`, async now, by `flask[async]` alone"]


def test_without_to_sync_it_is_a_blocker(tree: Path) -> None:
    (tree / "cases" / "test_web.py").write_text(FLASK_TEST, encoding="utf-8")

    changes = migrate_with(tree)

    assert [blocker.line for blocker in changes.blockers if blocker.kind == "override"] == [17, 26, 31]


def test_of_the_causes_of_an_override_the_one_that_holds_is_said(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "later" / "sweep.py").write_text(
        "from threading import Thread\n\nfrom app.persistence import get_persistence\n\n\n"
        "class Sweep(Thread):\n    def run(self) -> None:\n        get_persistence().count_players()\n",
        encoding="utf-8",
    )

    blockers = migrate(tmp_path, "migrate_later").blockers

    assert [b.reason for b in blockers if b.file == "app/later/sweep.py"] == [
        "`get_persistence().count_players()`: it runs in a thread or process of its own, where nothing awaits it; "
        "`[target] to_sync`, which is not set, would serve there"
    ]


def test_an_abstract_call_is_not_taken_for_one_of_the_metaclass(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "app" / "later" / "command.py").write_text(
        "from abc import ABC, abstractmethod\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Command(ABC):\n    def __init__(self, layer: PersistenceLayer) -> None:\n        self.layer = layer\n\n"
        "    @abstractmethod\n    def __call__(self) -> int: ...\n\n\n"
        "class Count(Command):\n    def __call__(self) -> int:\n        return self.layer.count_players()\n\n\n"
        "def count() -> int:\n    return Count(get_persistence())()\n",
        encoding="utf-8",
    )

    assert not [b for b in migrate(tmp_path, "migrate_later").blockers if b.file == "app/later/command.py"]

    text = (tmp_path / "app" / "later" / "command.py").read_text(encoding="utf-8")
    assert "return await Count(get_async_persistence())()" in text
