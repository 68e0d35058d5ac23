"""Mocks in tables that tests spread over the arguments of a call."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

DESK = """\
from dataclasses import dataclass

from app.persistence import PersistenceLayer


class Desk:
    def __init__(self, store: PersistenceLayer, name: str = "desk") -> None:
        self._store = store
        self.name = name

    def count(self) -> int:
        return self._store.count_players()


@dataclass
class Hall:
    desk: Desk
    store: PersistenceLayer | None = None

    def total(self) -> int:
        return self.desk.count() + 1

    def size(self) -> int:
        return self.store.count_players() if self.store is not None else 0
"""
SPREADING = """\
from unittest.mock import Mock

from cases.desk import Desk, Hall


def test_total() -> None:
    part = Mock()
    {lines}
"""
GIVEN = {
    "the facade, written there": 'assert Desk(**{"store": part}).count() == 3',
    "the facade, in a variable": 'told = {"store": part, "name": "a"}; assert Desk(**told).count() == 3',
    "the facade, for a field": 'told = {"store": part, "desk": None}; assert Hall(**told).size() == 3',
    "a service, by dict": "assert Hall(**dict(desk=part)).total() == 4",
    "a service, put there": 'told = {}; told["desk"] = part; assert Hall(**told).total() == 4',
    "tables in a table": 'told = {"store": part}; assert Desk(**{**told, "name": "a"}).count() == 3',
    "two tables": 'told = {"desk": part}; assert Hall(**(told | {"store": None})).total() == 4',
}


@pytest.mark.parametrize("lines", GIVEN.values(), ids=GIVEN)
def test_a_mock_that_is_spread_under_its_name_is_awaitable(empty_tree: Path, lines: str) -> None:
    changes = migrate_modules(empty_tree, desk=DESK, test_desk=SPREADING.format(lines=lines))

    text = (empty_tree / "cases" / "test_desk.py").read_text(encoding="utf-8")
    assert "part = AsyncMock()" in text
    assert "assert await" in text
    assert changes.blockers == []


KEPT = """\
from unittest.mock import Mock

import pytest

from cases.desk import Desk, Hall

TOLD = {"store": Mock()}


def told(**more):
    return {"name": "desk", **more}


def halls(**more):
    return Hall(**more)


@pytest.fixture
def given():
    part = Mock()
    part.count_players.return_value = 3
    yield {"store": part}


class TestDesk:
    PARTS = dict(desk=Mock())

    def setup_method(self):
        self.told = {}
        self.told["store"] = Mock()

    def test_desk(self) -> None:
        assert Desk(**self.told).count() == Hall(**self.PARTS).total()


def test_fixture(given) -> None:
    assert Desk(**given).count() == 3


def test_variables() -> None:
    late = {}
    late.update(store=Mock())
    late.setdefault("name", "desk")
    assert Desk(**late).count() == Desk(**TOLD).count() == Desk(**told(store=Mock())).count()


def test_helper() -> None:
    assert halls(desk=Mock()).total() == halls(**{"desk": Mock()}).total()


@pytest.mark.parametrize(("kind", "parts"), [(Desk, {"store": Mock()}), (Desk, {"store": Mock(), "name": "a"})])
def test_rows(kind, parts) -> None:
    assert kind(**parts).count() == 3
"""


def test_a_mock_in_a_table_from_elsewhere_is_awaitable_by_the_name_it_has_there(empty_tree: Path) -> None:
    changes = migrate_modules(empty_tree, desk=DESK, test_desk=KEPT)

    text = (empty_tree / "cases" / "test_desk.py").read_text(encoding="utf-8")
    assert " Mock(" not in text
    assert text.count("AsyncMock(") == KEPT.count("Mock(")
    assert changes.blockers == []


UNNAMED = {
    "the facade, by its place": "assert Desk(*[part]).count() == 3",
    "a service, by its place": "told = [part]; assert Hall(*told).total() == 4",
    "the facade, by names that are made": 'assert Desk(**{name: Mock() for name in ["store"]}).count() == 3',
    "a service, by names that are joined": 'assert Hall(**dict(zip(["desk"], [part]))).total() == 4',
    "a service, by names of one value": 'assert Hall(**dict.fromkeys(["desk"], part)).total() == 4',
}


@pytest.mark.parametrize("lines", UNNAMED.values(), ids=UNNAMED)
def test_a_mock_that_is_spread_without_a_name_is_reported(empty_tree: Path, lines: str) -> None:
    changes = migrate_modules(empty_tree, desk=DESK, test_desk=SPREADING.format(lines=lines))

    text = (empty_tree / "cases" / "test_desk.py").read_text(encoding="utf-8")
    assert "AsyncMock" not in text
    assert "await" not in text
    assert {(b.kind, b.file) for b in changes.blockers if b.kind != "held_back"} == {("mock", "cases/test_desk.py")}


RENAMED = """\
from unittest.mock import Mock

import pytest

from cases.desk import Desk


@pytest.fixture
def parts():
    return {"store": Mock()}


def test_level(parts) -> None:
    parts["store"].get_player.return_value.level = 3
    assert Desk(**parts).level() == 3
"""


def test_a_renamed_method_that_is_told_on_a_mock_in_a_table_is_reported(empty_tree: Path) -> None:
    level = "    def level(self) -> int:\n        return self._store.get_player(1).level\n\n\n@dataclass"
    changes = migrate_modules(empty_tree, desk=DESK.replace("\n@dataclass", level, 1), test_desk=RENAMED)

    assert (empty_tree / "cases" / "test_desk.py").read_text(encoding="utf-8") == RENAMED
    found = {(b.kind, b.file, b.line) for b in changes.blockers if b.kind != "held_back"}
    assert found == {("mock", "cases/test_desk.py", 14)}
