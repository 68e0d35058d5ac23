"""An import stays, though its name is not needed any more, where the module that it runs does more than define."""

from pathlib import Path

import libcst as cst
import pytest

from tests.ferry.conftest import Ferry
from tools.ferry.edits.edit_set import FileEdits
from tools.ferry.rewrite.imports import fix_imports
from tools.ferry.rewrite.unbound import unbound_names

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


@pytest.mark.parametrize(("source", "unbound"), [
    ("import os\n\n\ndef run():\n    return os.path, len, missing\n", {"missing"}),
    ("def run():\n    import os\n\n\ndef other(layer: os):\n    return [x for x in layer]\n", {"os"}),
    ("def run():\n    global kept\n    kept = 1\n\n\nprint(kept)\n", set()),
    ("class Row:\n    size = 1\n\n    def double(self):\n        return size * 2\n", {"size"}),
    ("from os import *\nprint(path)\n", set()),
])  # fmt: skip
def test_names_that_nothing_binds_are_known(source: str, unbound: set[str]) -> None:
    assert unbound_names(source.encode()) == unbound


@pytest.mark.parametrize(("source", "result"), [
    ("import asyncio\n\n\ndef run():\n    pass\n", "def run():\n    pass\n"),
    ("import asyncio\n\n# The size.\nSIZE = 3\n", "# The size.\nSIZE = 3\n"),
    ('"""Runs."""\n\nimport asyncio\n\n\ndef run():\n    pass\n', '"""Runs."""\n\n\ndef run():\n    pass\n'),
])  # fmt: skip
def test_no_blank_lines_are_left_where_a_file_began_with_the_import(source: str, result: str) -> None:
    assert fix_imports(cst.parse_module(source), FileEdits(drops={"asyncio"}), frozenset()).code == result
