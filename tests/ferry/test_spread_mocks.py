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
