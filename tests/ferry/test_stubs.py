"""Tests that replace methods: on the facade's class, on one object, on classes whose methods become async."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

ASKING = """\
from app.persistence import get_persistence


def admin(key):
    return get_persistence().is_admin(key)
"""
ON_THE_CLASS = """\
from unittest import mock
from unittest.mock import patch
from app.persistence import PersistenceLayer
from cases import web


def test_admin(monkeypatch):
    {stub}
    assert web.admin(1) == 3
"""
LAYER = "app.persistence.async_layer.AsyncPersistenceLayer"
FOLLOWING = {
    "patch.object": (
        'mock.patch.object(PersistenceLayer, "is_admin", return_value=3).start()',
        'mock.patch.object(AsyncPersistenceLayer, "is_admin", return_value=3).start()',
    ),
    "patch": (
        'patch("app.persistence.PersistenceLayer.get_player", return_value=3).start()',
        f'patch("{LAYER}.get_player_by_id", return_value=3).start()',
    ),
    "a lambda": (
        'monkeypatch.setattr(PersistenceLayer, "get_player", lambda self, key: 3)',
        'monkeypatch.setattr(AsyncPersistenceLayer, "get_player_by_id", AsyncMock(side_effect=lambda key: 3))',
    ),
    "a lambda of anything": (
        'monkeypatch.setattr(PersistenceLayer, "is_admin", lambda *args: 3)',
        'monkeypatch.setattr(AsyncPersistenceLayer, "is_admin", AsyncMock(side_effect=lambda *args: 3))',
    ),
    "a function": (
        'def admin(self, key):\n        return 3\n\n    monkeypatch.setattr(PersistenceLayer, "is_admin", admin)',
        "async def admin(self, key):\n        return 3\n\n"
        '    monkeypatch.setattr(AsyncPersistenceLayer, "is_admin", admin)',
    ),
    "a mock": (
        'admin = mock.Mock(return_value=3)\n    monkeypatch.setattr(PersistenceLayer, "is_admin", admin)',
        'admin = mock.AsyncMock(return_value=3)\n    monkeypatch.setattr(AsyncPersistenceLayer, "is_admin", admin)',
    ),
    "a method that stays synchronous": (
        'monkeypatch.setattr(PersistenceLayer, "room_names", lambda self: [self])',
        'monkeypatch.setattr(AsyncPersistenceLayer, "room_names", lambda self: [self])',
    ),
}
KEPT = {
    "a lambda that uses its object": 'monkeypatch.setattr(PersistenceLayer, "is_admin", lambda self, key: self)',
    "an assignment": "PersistenceLayer.is_admin = lambda self, key: 3",
    "several": "patch.multiple(PersistenceLayer, is_admin=mock.Mock(return_value=3)).start()",
    "something unknown": 'monkeypatch.setattr(PersistenceLayer, "is_admin", partial(print, 3))',
    "a private method": 'monkeypatch.setattr(PersistenceLayer, "_run_async", lambda self, coroutine: 3)',
}
VERSION = """\
from app.persistence import get_persistence


def version():
    return get_persistence().version()


def admin(key):
    return get_persistence().is_admin(key)
"""
TELLING_VERSION = """\
from unittest import mock

from app.persistence import PersistenceLayer, get_persistence
from cases import web


def test_version():
    with mock.patch.object(PersistenceLayer, "version", return_value=9):
        assert web.version() == 9


def test_version_of_the_object():
    with mock.patch.object(get_persistence(), "version", lambda: 9):
        assert web.version() == 9


def test_version_of_a_mock(monkeypatch):
    fake = mock.Mock(spec=PersistenceLayer)
    monkeypatch.setattr(web, "get_persistence", lambda: fake)
    web.version()
    fake.version.assert_called_once_with()


def test_admin():
    assert web.admin(1) in (True, False)
"""
CALLING = """\
from app.persistence import get_persistence


def admin(key):
    return get_persistence().is_admin(key) + get_persistence().get_player(key) + len(get_persistence().room_names())
"""


def changes_of(root: Path, text: str, test: str) -> Changes:
    """Migrate a module and its test."""
    copy_tree(root)
    (root / "cases").mkdir()
    (root / "cases" / "web.py").write_text(text, encoding="utf-8")
    (root / "cases" / "test_web.py").write_text(test, encoding="utf-8")
    return migrate(root)


@pytest.mark.parametrize(("stub", "becomes"), FOLLOWING.values(), ids=FOLLOWING)
def test_a_stub_on_the_facades_class_is_put_on_the_targets(tmp_path: Path, stub: str, becomes: str) -> None:
    changes = changes_of(tmp_path, CALLING, ON_THE_CLASS.format(stub=stub))

    assert changes.blockers == []
    assert becomes in (changes.contents["cases/test_web.py"] or b"").decode("utf-8")


def test_a_stub_of_what_is_a_def_in_the_target_too_is_put_on_the_targets_as_it_is(tmp_path: Path) -> None:
    told = TELLING_VERSION
    copy_tree(tmp_path)
    for name in ("layer", "async_layer"):
        layer = tmp_path / "app" / "persistence" / f"{name}.py"
        first, _, rest = layer.read_text(encoding="utf-8").partition("    def __init__(")
        plain = "    def version(self):\n        return 7\n\n    def __init__("
        layer.write_text(f"{first}{plain}{rest}", encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "web.py").write_text(VERSION, encoding="utf-8")
    (tmp_path / "cases" / "test_web.py").write_text(told, encoding="utf-8")

    changes = migrate(tmp_path)

    assert not changes.blockers
    found = (tmp_path / "cases" / "test_web.py").read_text(encoding="utf-8")
    assert 'patch.object(AsyncPersistenceLayer, "version", return_value=9)' in found
    assert 'patch.object(get_async_persistence(), "version", lambda: 9)' in found
    assert "async def test_admin" in found
    assert "async def test_version" not in found
    assert "fake.version.assert_called_once_with()" in found


@pytest.mark.parametrize("stub", KEPT.values(), ids=KEPT)
def test_what_meets_a_stub_that_cannot_follow_stays_on_the_facade(tmp_path: Path, stub: str) -> None:
    changes = changes_of(tmp_path, ASKING, ON_THE_CLASS.format(stub=stub))

    assert ("cases/test_web.py", 8, "mock") in {(b.file, b.line, b.kind) for b in changes.blockers}
    assert changes.contents == {}


BOTH = """\
from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return int(self.layer.is_admin(1))


def admin(key):
    return get_persistence().is_admin(key) and Census(PersistenceLayer("memory")).size


def other(key):
    return PersistenceLayer("memory").is_admin(key)
"""


def test_what_meets_one_stub_changes_together(tmp_path: Path) -> None:
    stub = 'mock.patch.object(PersistenceLayer, "is_admin", return_value=3).start()'

    changes = changes_of(tmp_path, BOTH, ON_THE_CLASS.format(stub=stub))

    assert {(b.file, b.line, b.kind) for b in changes.blockers} == {
        ("cases/test_web.py", 8, "mock"),
        ("cases/web.py", 10, "property"),
        ("cases/web.py", 14, "held_back"),
    }
    assert list(changes.contents) == ["cases/web.py"]
    assert b"return await AsyncPersistenceLayer" in (changes.contents["cases/web.py"] or b"")


OF_A_CLASS = """\
from unittest import mock
from cases.web import Census, text
from app.persistence import PersistenceLayer


def test_text(monkeypatch):
    layer = PersistenceLayer("memory")
    census = Census(layer)
    {stub}
    assert text(census) == "3"
"""
CENSUS = """\
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def text(census: Census) -> str:
    return str(census.size())
"""
ON_OBJECTS = {
    "a lambda on a layer": (
        'monkeypatch.setattr(layer, "count_players", lambda: 3)',
        'monkeypatch.setattr(layer, "count_players", AsyncMock(side_effect=lambda: 3))',
    ),
    "a mock on a layer": ("layer.count_players = mock.Mock(return_value=3)", "layer.count_players = mock.AsyncMock("),
    "a mock in a variable": (
        'size = mock.Mock(return_value=3)\n    monkeypatch.setattr(Census, "size", size)\n    size.assert_not_called()',
        'size = mock.AsyncMock(return_value=3)\n    monkeypatch.setattr(Census, "size", size)\n'
        "    size.assert_not_called()",
    ),
}


@pytest.mark.parametrize(("stub", "becomes"), ON_OBJECTS.values(), ids=ON_OBJECTS)
def test_a_stub_on_an_object_or_class_is_awaited(tmp_path: Path, stub: str, becomes: str) -> None:
    changes = changes_of(tmp_path, CENSUS, OF_A_CLASS.format(stub=stub))

    assert changes.blockers == []
    assert becomes in (changes.contents["cases/test_web.py"] or b"").decode("utf-8")


def test_a_method_whose_stub_cannot_be_awaited_stays_as_it_is(tmp_path: Path) -> None:
    stub = 'monkeypatch.setattr(Census, "size", lambda self: len(vars(self)) + 2)'

    changes = changes_of(tmp_path, CENSUS, OF_A_CLASS.format(stub=stub))

    assert ("cases/test_web.py", 9, "mock") in {(b.file, b.line, b.kind) for b in changes.blockers}
    assert changes.contents == {}


TABLE = """\
from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> str:
    return str(layer.count_players())


TABLE = {"size": size}


def show(layer: PersistenceLayer) -> str:
    return TABLE["size"](layer)
"""
IN_A_TABLE = """\
from unittest.mock import Mock, patch
from cases.web import TABLE, show
from app.persistence import PersistenceLayer


def test_show(monkeypatch):
    {stub}
    assert show(PersistenceLayer("memory")) == "3"
"""
IN_TABLES = {
    "a lambda": (
        'patch.dict(TABLE, {"size": lambda layer: "3"}).start()',
        'patch.dict(TABLE, {"size": AsyncMock(side_effect=lambda layer: "3")}).start()',
    ),
    "a keyword": (
        'patch.dict(TABLE, size=Mock(return_value="3")).start()',
        'patch.dict(TABLE, size=AsyncMock(return_value="3")).start()',
    ),
    "by its path": (
        'patch.dict("cases.web.TABLE", {"size": Mock(return_value="3")}).start()',
        'patch.dict("cases.web.TABLE", {"size": AsyncMock(return_value="3")}).start()',
    ),
    "an item": (
        'monkeypatch.setitem(TABLE, "size", lambda layer: "3")',
        'monkeypatch.setitem(TABLE, "size", AsyncMock(side_effect=lambda layer: "3"))',
    ),
    "an item by a variable": (
        'told = Mock(return_value="3")\n    monkeypatch.setitem(TABLE, "size", told)\n    told.assert_not_called()',
        'told = AsyncMock(return_value="3")\n    monkeypatch.setitem(TABLE, "size", told)\n'
        "    told.assert_not_called()",
    ),
}


@pytest.mark.parametrize(("stub", "becomes"), IN_TABLES.values(), ids=IN_TABLES)
def test_what_is_put_into_a_table_is_awaited(tmp_path: Path, stub: str, becomes: str) -> None:
    changes = changes_of(tmp_path, TABLE, IN_A_TABLE.format(stub=stub))

    assert changes.blockers == []
    assert becomes in (changes.contents["cases/test_web.py"] or b"").decode("utf-8")


ENTERED = """\
from unittest import mock
from app.persistence import PersistenceLayer, get_persistence


class Roll:
    def __init__(self, ledger: PersistenceLayer) -> None:
        self.ledger = ledger

    def __enter__(self):
        return self.ledger.count_players()

    def __exit__(self, *error):
        self.ledger.is_admin(1)

    def names(self):
        for number in (1, 2):
            yield self.ledger.get_player(number)


def numbers():
    for number in (1, 2):
        yield get_persistence().get_player(number)


def ask(roll: Roll):
    with roll as count:
        return count, list(roll.names()), list(numbers())


def test_ask(monkeypatch):
    roll = mock.MagicMock()
    {told}
    ask(roll)
"""
NOT_ASYNC = {
    "a lambda that asks its object": "roll.__enter__ = lambda self: self.size",
    "what answers for a generator": "roll.names.side_effect = [1, 2].__iter__",
    "what a generator gives out of sight": "roll.names.return_value = (1, 2)",
    "what stands for a generator": 'monkeypatch.setattr("cases.web.numbers", lambda: [1])',
}


@pytest.mark.parametrize("told", NOT_ASYNC.values(), ids=NOT_ASYNC)
def test_what_cannot_be_entered_or_iterated_over_asynchronously_is_held_back(tmp_path: Path, told: str) -> None:
    changes = changes_of(tmp_path, "", ENTERED.format(told=told).replace("cases.web", "cases.test_web"))

    assert ("cases/test_web.py", 32, "mock") in {(b.file, b.line, b.kind) for b in changes.blockers}
    text = (tmp_path / "cases" / "test_web.py").read_text(encoding="utf-8")
    assert "async def numbers" not in text
    assert "async def ask" not in text
