"""An import stays, though its name is not needed any more, where the module that it runs does more than define."""

from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry

HOME = """\
from unittest import TestCase


def words_equal(self, a, b):
    self.assertEqual(sorted(a.split()), sorted(b.split()))

"""
EFFECT = "\nTestCase.assertWordsEqual = words_equal\n"
TEST = """\
from app.persistence import get_persistence

from cases.home import TestCase


class CensusTest(TestCase):
    def test_size(self):
        self.assertWordsEqual(str(get_persistence().count_players()), "0")
"""


@pytest.mark.parametrize(("effect", "stays"), [(EFFECT, True), ("", False)], ids=["with effects", "without"])
def test_an_import_stays_for_what_its_module_does(ferry: Ferry, tree: Path, effect: str, stays: bool) -> None:
    (tree / "cases" / "home.py").write_text(HOME + effect, encoding="utf-8")
    (tree / "cases" / "test_census.py").write_text(TEST, encoding="utf-8")

    ferry("apply", "migrate_cases")

    migrated = (tree / "cases" / "test_census.py").read_text(encoding="utf-8")
    assert "class CensusTest(IsolatedAsyncioTestCase):" in migrated
    assert ("cases.home" in migrated) is stays
