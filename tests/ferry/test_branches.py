"""Names that stand for one thing or another: `try: from fast import f`, `except ImportError: from slow import f`."""

from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry, facts


def test_what_a_module_takes_where_an_import_fails_becomes_async_with_it(
    ferry: Ferry, tree: Path, tmp_path: Path
) -> None:
    (tree / "cases" / "fast.py").write_text("def size(persistence):\n    return 3\n", encoding="utf-8")
    taken = "try:\n    from cases.fast import size\nexcept ImportError:\n    from cases.size import size\n"
    caller = "\n\ndef is_full(persistence):\n    return size(persistence) > 9\n"
    (tree / "cases" / "door.py").write_text(taken + caller, encoding="utf-8")

    ferry("plan", "--json", str(tmp_path / "out.json"))

    names = {function["name"] for function in facts(tmp_path / "out.json")["functions"]}
    assert names >= {"cases.size.size", "cases.fast.size", "cases.door.is_full"}


@pytest.mark.parametrize(
    ("taken", "call"),
    [
        ("from cases.{} import size", "size(persistence)"),
        ("from cases import {} as counting", "counting.size(persistence)"),
        ("from cases.{} import Census", "Census(persistence).count()"),
    ],
)
def test_what_branches_import_under_one_name_becomes_async_together(
    ferry: Ferry, tree: Path, tmp_path: Path, taken: str, call: str
) -> None:
    counting = (
        "def size(persistence):\n    return {0}\n\n\n"
        "class Census:\n    def __init__(self, persistence):\n        self.persistence = persistence\n\n"
        "    def count(self):\n        return {1}\n"
    )
    asking = counting.format("persistence.count_players()", "self.persistence.count_players()")
    (tree / "cases" / "slow.py").write_text(asking, encoding="utf-8")
    (tree / "cases" / "fast.py").write_text(counting.format(3, 3), encoding="utf-8")
    branches = f"if FAST:\n    {taken.format('fast')}\nelse:\n    {taken.format('slow')}\n"
    turned = f"if not FAST:\n    {taken.format('slow')}\nelse:\n    {taken.format('fast')}\n"
    caller = "\n\ndef is_full(persistence: PersistenceLayer) -> bool:\n    return {} > 9\n"
    head = "from app.persistence import PersistenceLayer\n\nFAST = False\n"
    (tree / "cases" / "door.py").write_text(head + branches + caller.format(call), encoding="utf-8")
    (tree / "cases" / "gate.py").write_text(head + turned + caller.format(call), encoding="utf-8")

    ferry("plan", "--json", str(tmp_path / "out.json"))

    plan = facts(tmp_path / "out.json")
    functions = {function["name"] for function in plan["functions"]}
    assert plan["blockers"] == []
    assert functions >= {"cases.door.is_full", "cases.gate.is_full"}
    called = "Census.count" if "Census" in call else "size"
    assert functions >= {f"cases.slow.{called}", f"cases.fast.{called}"}


LAZY = """\
import importlib

_NAMES = {{"size": "cases.{}"}}


def __getattr__(name):
    if name in _NAMES:
        return getattr(importlib.import_module(_NAMES[name]), name)
    raise AttributeError(name)
"""
PASSING_ON = """\
from app.persistence import get_persistence
from cases import size as counting


def __getattr__(name):
    return get_persistence() if name == "LAYER" else getattr(counting, name)
"""
READING = """\
from cases import lazy
from cases.lazy import size


def is_full(persistence) -> bool:
    return lazy.size(persistence) > 9 or size(persistence) > 9
"""


def test_a_name_that_a_module_finds_at_run_time_is_a_blocker_where_it_is_read(
    ferry: Ferry, tree: Path, tmp_path: Path
) -> None:
    (tree / "cases" / "lazy.py").write_text(LAZY.format("size"), encoding="utf-8")
    (tree / "cases" / "door.py").write_text(READING, encoding="utf-8")

    ferry("plan", "--json", str(tmp_path / "out.json"))

    plan = facts(tmp_path / "out.json")
    assert [(b["file"], b["line"]) for b in plan["blockers"] if b["kind"] == "dynamic"] == [("cases/door.py", 6)] * 2


def test_a_name_that_a_module_passes_on_is_the_function_there_and_a_layer_is_followed(
    ferry: Ferry, tree: Path, tmp_path: Path
) -> None:
    reading = f"{READING}\n\ndef is_empty() -> bool:\n    return lazy.LAYER.count_players() == 0\n"
    (tree / "cases" / "lazy.py").write_text(PASSING_ON, encoding="utf-8")
    (tree / "cases" / "door.py").write_text(reading, encoding="utf-8")

    ferry("plan", "--json", str(tmp_path / "out.json"))

    plan = facts(tmp_path / "out.json")
    assert plan["blockers"] == []
    names = {function["name"] for function in plan["functions"]}
    assert names >= {"cases.size.size", "cases.door.is_full", "cases.door.is_empty"}
