"""Methods that the body of the facade's class makes by an assignment: second names are followed, others are a gap."""

from pathlib import Path

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

MADE = "    head_count = count_players\n    first = (lambda number: lambda self: number)(1)\n\n"
CODE = """\
from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    return layer.{name}() + 1
"""


def apply(root: Path, name: str) -> Changes:
    """Migrate code that calls a method which both classes make by an assignment."""
    copy_tree(root)
    for file, method in (("layer", "    def is_admin"), ("async_layer", "    async def is_admin")):
        path = root / "app" / "persistence" / f"{file}.py"
        path.write_text(path.read_text(encoding="utf-8").replace(method, MADE + method, 1), encoding="utf-8")
    (root / "cases").mkdir()
    (root / "cases" / "code.py").write_text(CODE.format(name=name), encoding="utf-8")
    return migrate(root)


def test_a_method_under_its_second_name_is_awaited(tmp_path: Path) -> None:
    changes = apply(tmp_path, "head_count")

    assert changes.blockers == []
    assert b"    return await layer.head_count() + 1" in (changes.contents["cases/code.py"] or b"")


def test_a_method_that_a_call_makes_is_a_gap(tmp_path: Path) -> None:
    changes = apply(tmp_path, "first")

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] == [(5, "gap")]
    assert "cases/code.py" not in changes.contents
