"""What fixtures put on objects of which nothing is known stays as it is."""

from pathlib import Path

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
