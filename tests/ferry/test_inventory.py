"""`ferry inventory`: which uses of the facade it lists, beside calls."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.inventory import take_inventory
from tools.ferry.model import Inventory
from tools.ferry.plan import analyse

REPLACED = """\
from unittest.mock import Mock, patch

from app.persistence import PersistenceLayer, get_persistence


@patch.object(PersistenceLayer, "is_admin")
def test_patched(is_admin):
    with patch.object(PersistenceLayer, "count_players", return_value=3):
        pass
    with patch("app.persistence.layer.PersistenceLayer.close"):
        pass


def test_set(monkeypatch):
    layer = get_persistence()
    monkeypatch.setattr(PersistenceLayer, "list_players", lambda self: [])
    layer.get_player = Mock()
    PersistenceLayer.save_player = Mock()
    setattr(layer, "delete_player", Mock())
"""

ASKED = """\
import io

from app.persistence import PersistenceLayer


class Books:
    def count_players(self):
        return 0


def ask(layer: PersistenceLayer, thing, file: io.StringIO):
    if hasattr(layer, "export_all"):
        return getattr(layer, "count_players")()
    getattr(file, "close", None)
    getattr(Books(), "count_players")
    return getattr(thing, "room_names", None)
"""

INSIDE = """\
from app.persistence.layer import PersistenceLayer


class FileLayer(PersistenceLayer):
    def first(self):
        return self.list_players()[0]


def first():
    return FileLayer("file").list_players()[0]
"""


def taken(tree: Path, file: str, text: str) -> Inventory:
    """Return the inventory of the small tree with one more module."""
    copy_tree(tree)
    (tree / "cases").mkdir(exist_ok=True)
    (tree / "cases" / file).write_text(text, encoding="utf-8")
    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        return take_inventory(analysis)


@pytest.mark.parametrize(
    ("line", "column", "method", "receiver"),
    [
        (6, 33, "is_admin", "PersistenceLayer"),
        (8, 41, "count_players", "PersistenceLayer"),
        (10, 16, "close", ""),
        (16, 43, "list_players", "PersistenceLayer"),
        (17, 11, "get_player", "layer"),
        (18, 22, "save_player", "PersistenceLayer"),
        (19, 20, "delete_player", "layer"),
    ],
)
def test_what_replaces_a_method_in_a_test_is_a_mock(
    tmp_path: Path, line: int, column: int, method: str, receiver: str
) -> None:
    found = [s for s in taken(tmp_path, "test_replaced.py", REPLACED).sites if s.kind == "mock"]

    assert (line, column, method, receiver) in [(s.line, s.column, s.method, s.receiver) for s in found]


ENTERED = """\
from app.persistence import get_persistence

with get_persistence() as layer:
    print(1 in layer, layer[1], [player.name for player in layer])
"""


def test_a_special_method_is_a_use_though_no_name_stands_there(tmp_path: Path) -> None:
    sites = [s for s in taken(tmp_path, "entered.py", ENTERED).sites if s.file == "cases/entered.py" and s.line > 1]

    assert [(s.line, s.column, s.method, s.kind, s.receiver) for s in sites if s.method.startswith("__")] == [
        (3, 6, "__enter__", "call", "get_persistence()"),
        (4, 16, "__contains__", "call", "layer"),
        (4, 23, "__getitem__", "call", "layer"),
        (4, 60, "__iter__", "call", "layer"),
    ]


def test_a_method_that_a_constant_names_is_accounted_for(tmp_path: Path) -> None:
    found = taken(tmp_path, "asked.py", ASKED)

    assert [(s.line, s.method, s.kind) for s in found.sites if s.file == "cases/asked.py" and s.receiver] == [
        (12, "export_all", "reference"),
        (13, "count_players", "call"),
    ]
    assert {(e.line, e.method, e.cls) for e in found.elsewhere if e.file == "cases/asked.py"} == {
        (14, "close", "io.StringIO"),
        (15, "count_players", "cases.asked.Books"),
    }
    assert [(u.line, u.method, u.receiver, u.cause) for u in found.unknown] == [
        (16, "room_names", "thing", "the parameter `thing` of `ask` has no annotation that says more")
    ]


PROXIED = """\
from app.persistence import get_persistence


class Lazy:
    size = 3

    def __init__(self, factory):
        self.factory = factory

    def __getattr__(self, name):
        return getattr(self.factory(), name)

    def close(self):
        return self.size


def ask():
    return Lazy(get_persistence).count_players(), Lazy(get_persistence).close()
"""


def test_what_a_proxy_is_asked_for_is_no_other_class_own(tmp_path: Path) -> None:
    found = taken(tmp_path, "proxied.py", PROXIED)

    assert [(u.line, u.method, u.cause) for u in found.unknown] == [
        (18, "count_players", "`Lazy` gives by `__getattr__` what it has not got itself")
    ]
    own = [(e.line, e.method, e.cls) for e in found.elsewhere if e.file == "cases/proxied.py"]
    assert own == [(18, "close", "cases.proxied.Lazy")]
    assert not found.annotations


def test_what_the_layer_does_with_itself_is_no_use_of_it(tmp_path: Path) -> None:
    found = taken(tmp_path, "inside.py", INSIDE)

    assert [(s.line, s.method) for s in found.sites if s.file == "cases/inside.py" and s.kind == "call"] == [
        (10, "list_players")
    ]
    assert not any(s.file.startswith("app/persistence/layer") for s in found.sites)


ALIASED = """\
from app.persistence import PersistenceLayer as Layer, get_persistence as current


def size(layer: Layer | None = None):
    return (layer or current()).count_players()


def shadowed(current):
    return current()
"""


def test_what_a_module_imports_under_another_name_is_listed_under_its_own(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "aliased.py").write_text(ALIASED, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        inventory = take_inventory(analysis)

    own = [(s.line, s.kind, s.method) for s in inventory.sites if s.file == "cases/aliased.py"]
    assert own == [
        (4, "annotation", "PersistenceLayer"),
        (5, "accessor", "get_persistence"),
        (5, "call", "count_players"),
    ]


def test_columns_are_counted_in_characters(tmp_path: Path) -> None:
    text = "from app.persistence import PersistenceLayer\n\n\ndef size(layer: PersistenceLayer):\n"
    text += "    return 'é😀', layer.count_players()\n"
    inventory = taken(tmp_path, "accents.py", text)

    [call] = [site for site in inventory.sites if site.file == "cases/accents.py" and site.kind == "call"]
    assert call.column == text.splitlines()[4].index("count_players") + 1


def test_what_is_elsewhere_is_named_without_a_place_on_this_machine(tmp_path: Path) -> None:
    inventory = taken(tmp_path, "other.py", "def f(given: memoryview):\n    given.close()\n    open('x').close()\n")

    found = [e.cls for e in inventory.elsewhere if e.file == "cases/other.py"]
    assert not [name for name in found if "/" in name]


SERVED = """\
class Service:
    def __init__(self, store):
        self.store = store

    def title(self, number):
        return self.store.get_player(number).name
"""
SERVING = """\
from unittest import mock

from app.persistence import PersistenceLayer

from cases.service import Service


def test_title():
    store = mock.MagicMock(spec=PersistenceLayer)
    store.get_player.return_value.name = "one"
    assert Service(store).title(1) == "one"
    store.get_player.assert_called_once_with(1)
"""


def test_a_call_of_the_program_on_what_only_a_test_gives_it_is_a_call(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "service.py").write_text(SERVED, encoding="utf-8")

    inventory = taken(tmp_path, "test_title.py", SERVING)

    found = {(site.file, site.line, site.kind) for site in inventory.sites if site.file.startswith("cases/")}
    assert {fact for fact in found if fact[2] in {"call", "mock"}} - {("cases/test_title.py", 9, "mock")} == {
        ("cases/service.py", 6, "call"),
        ("cases/test_title.py", 10, "mock"),
        ("cases/test_title.py", 12, "mock"),
    }


def test_what_the_program_reads_of_a_member_is_a_reference(tmp_path: Path) -> None:
    text = (
        "from app.persistence import PersistenceLayer\n\n\ndef show(layer: PersistenceLayer):\n"
        "    layer.room_names.append('hall')\n    layer.room_names.clear()\n"
    )

    inventory = taken(tmp_path, "show.py", text)

    found = [(site.line, site.kind) for site in inventory.sites if site.method == "room_names"]
    assert found == [(5, "reference"), (6, "reference")]
