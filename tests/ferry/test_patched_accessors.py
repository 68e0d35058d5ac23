"""Tests that replace an accessor in an object: `patch.object(module, "get_persistence")`, `dependency_overrides`."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.rewrite import carry_out

ASKING = """\
from app.persistence import get_persistence


def admin(key):
    return get_persistence().is_admin(key)
"""
PATCHED = """\
from unittest import mock
from cases import web


def test_admin():
    with mock.patch.object(web, "get_persistence") as accessor:
        store = accessor.return_value
        store.is_admin.return_value = 3
        assert web.admin(1) == 3
"""
SET = """\
from unittest import mock
from cases import web


def test_admin(monkeypatch):
    fake = mock.Mock()
    monkeypatch.setattr(web, "get_persistence", lambda: fake)
    assert web.admin(1)
"""
DEPENDING = """\
from fastapi import Depends, FastAPI
from app.persistence import PersistenceLayer, get_persistence

app = FastAPI()


@app.get("/{key}")
def read(key: int, layer: PersistenceLayer = Depends(get_persistence)):
    return layer.is_admin(key)
"""
OVERRIDDEN = """\
from app.persistence import get_persistence
from cases.web import app


class Fake:
    def is_admin(self, key):
        return True


def test_admin():
    app.dependency_overrides[get_persistence] = lambda: Fake()
"""


@pytest.mark.parametrize(
    ("text", "test", "line"),
    [(ASKING, PATCHED, 6), (ASKING, SET, 7), (DEPENDING, OVERRIDDEN, 11)],
    ids=["patch.object", "monkeypatch", "dependency_overrides"],
)
def test_what_it_gave_stays_on_the_facade_and_the_place_is_a_blocker(
    tmp_path: Path, text: str, test: str, line: int
) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "web.py").write_text(text, encoding="utf-8")
    (tmp_path / "cases" / "test_web.py").write_text(test, encoding="utf-8")

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml")) as analysis:
        changes = carry_out(analysis, "migrate_cases")

    assert ("cases/test_web.py", line, "mock") in {(b.file, b.line, b.kind) for b in changes.blockers}
    assert changes.contents == {}
