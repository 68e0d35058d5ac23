"""Fixtures: those of another module that a conftest passes on, marks that ask for them, what they put on objects."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate

PUT = """\
import pytest

from app.persistence import PersistenceLayer


@pytest.fixture(autouse=True)
def made(plugin):
    def _make():
        return PersistenceLayer("memory")

    plugin.make = _make


def test_made(plugin):
    layer = plugin.make()
    assert layer.is_admin(1)


def test_another():
    assert PersistenceLayer("memory").is_admin(1)
"""


def test_what_a_function_gives_stays_that_is_put_on_an_unknown_object(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "test_made.py").write_text(PUT, encoding="utf-8")

    changes = migrate(tmp_path)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] == [(16, "unknown")]
    text = (tmp_path / "cases" / "test_made.py").read_text(encoding="utf-8")
    assert '        return PersistenceLayer("memory")\n' in text
    assert '    assert await AsyncPersistenceLayer("memory").is_admin(1)\n' in text


FIXTURES = """\
import pytest

from app.persistence import PersistenceLayer


class Roll:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


@pytest.fixture
def layer():
    return PersistenceLayer("memory")


@pytest.fixture
def roll(layer):
    return Roll(layer)


@pytest.fixture
def kept(request, roll):
    request.cls.roll = roll
"""
ASKED = """\
def test_size(roll, layer):
    assert roll.size() == layer.count_players()
"""
MARKED = """\
import pytest

pytestmark = pytest.mark.usefixtures("kept")


class TestSize:
    def test_size(self):
        assert self.roll.size() == 0
"""
MARKED_CLASS = """\
import pytest


class TestSize:
    pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("kept")]

    def test_size(self):
        assert self.roll.size() == 0
"""


@pytest.mark.parametrize("test", [ASKED, MARKED, MARKED_CLASS], ids=["asked", "module", "class"])
@pytest.mark.parametrize("line", ["from cases.fixtures import *\n", "from .fixtures import *  # noqa: F403\n"])
def test_a_fixture_that_a_conftest_passes_on_by_a_star_is_known(tmp_path: Path, test: str, line: str) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    files = {"__init__.py": "", "fixtures.py": FIXTURES, "conftest.py": line, "test_size.py": test}
    for name, text in files.items():
        (tmp_path / "cases" / name).write_text(text, encoding="utf-8")

    changes = migrate(tmp_path)

    assert changes.blockers == []
    text = (tmp_path / "cases" / "test_size.py").read_text(encoding="utf-8")
    assert "await self.roll.size() == 0" in text or "await roll.size() == await layer.count_players()" in text
