"""Generated programs show the same before a migration and after each of its steps, and no coroutine is lost."""

import dataclasses
import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
import pytest

from tests.ferry.conftest import copy_tree
from tests.ferry.programs import Program, make_program
from tools.ferry.config import read_config
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.plan import analyse
from tools.ferry.rewrite import RewriteError, carry_out, engine, write
from tools.ferry.rewrite.rules.rule import Context
from tools.ferry.rewrite.steps import package_edit_set

PROGRAMS = [make_program(seed) for seed in range(24)]
STEPS = {"migrate_cases": "cases", "migrate_later": "later"}
RULES = ("await_call", "async_for", "async_comprehension", "async_with", "collect_items", "list_comprehension",
         "off_loop", "delegating_loop", "rename_definition", "unroll", "deciding_loop", "numbered_loop")  # fmt: skip
"""Rules whose absence the programs must show."""

Shown = dict[str, list[str]]

_SURROUNDINGS = '''\
"""What the generated programs share."""

import functools

SHOWN = []


def show(*values):
    SHOWN.append([repr(value) for value in values])


def pick(n):
    return 1 + abs(n) % 5


def traced(function):
    @functools.wraps(function)
    def wrapper(*args):
        show("call", function.__name__)
        result = function(*args)
        show("result", result)
        return result

    return wrapper
'''

_RUNNER = """\
import asyncio, importlib, inspect, json, sys, warnings
sys.path.insert(0, "")
warnings.simplefilter("error")
from app import programs
from app.persistence import reset_persistence
from app.persistence.async_layer import reset_async_persistence
lost = []
sys.unraisablehook = lambda unraisable: lost.append(str(unraisable.exc_value))
found = {}
for name in json.load(sys.stdin):
    reset_persistence(), reset_async_persistence(), programs.SHOWN.clear(), lost.clear()
    try:
        result = importlib.import_module(name).main()
        if inspect.iscoroutine(result):
            asyncio.run(result)
        end = "returned"
    except Exception as error:
        end = type(error).__name__
    found[name] = [*map(str, programs.SHOWN), end, *lost]
json.dump(found, sys.stdout)
"""


@dataclass(frozen=True)
class Migration:
    """What the programs show before and after each step, and the edits of the first step over the tree before it."""

    shown: list[Shown]
    before: Path
    after: Path
    edits: EditSet


def build(root: Path, programs: list[Program]) -> None:
    """Write the tree with the programs; both layers keep the same players."""
    copy_tree(root)
    layer = root / "app" / "persistence" / "layer.py"
    shared = "app.persistence.async_layer.get_async_persistence()"
    text = layer.read_text().replace("= AsyncPersistenceLayer(url)", f"= {shared}")
    layer.write_text(f"import app.persistence.async_layer\n{text}")
    (root / "app" / "programs.py").write_text(_SURROUNDINGS)
    for program in programs:
        for file, content in program.files.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            (root / file).write_text(content)


def run(root: Path, names: list[str]) -> Shown:
    """Return what each program shows, how it ends, and every coroutine that was lost."""
    command = [sys.executable, "-c", _RUNNER]
    done = subprocess.run(
        command, cwd=root, input=json.dumps(names), capture_output=True, text=True, check=True, timeout=240
    )
    found: Shown = json.loads(done.stdout)
    return found


@pytest.fixture(scope="module")
def migration(tmp_path_factory: pytest.TempPathFactory) -> Migration:
    """All programs, migrated in two steps."""
    root = tmp_path_factory.mktemp("programs") / "tree"
    build(root, PROGRAMS)
    names = [program.main for program in PROGRAMS]
    shown = [run(root, names)]
    before, after = root.with_name("before"), root.with_name("after")
    shutil.copytree(root, before)
    config = read_config(root / "ferry.toml")
    edits = EditSet()
    for step, category in STEPS.items():
        with analyse(root, config) as analysis:
            if not edits.files:
                edits = package_edit_set(analysis, (category,))
            write(root, carry_out(analysis, step))
        shown.append(run(root, names))
        if not after.exists():
            shutil.copytree(root, after)
    return Migration(shown, before, after, edits)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.main)
def test_the_program_shows_the_same_after_each_step(program: Program, migration: Migration) -> None:
    before, *after = (stage[program.main] for stage in migration.shown)

    for stage in after:
        assert stage == before


def test_the_programs_do_something(migration: Migration) -> None:
    ends = [lines[-1] for lines in migration.shown[0].values()]

    assert min(len(lines) for lines in migration.shown[0].values()) > 3
    assert ends.count("returned") > len(ends) // 2


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_does_nothing_is_seen(rule: str, migration: Migration, monkeypatch: pytest.MonkeyPatch) -> None:
    def leave(node: cst.CSTNode, context: Context) -> cst.CSTNode:
        return node

    position, whole = engine._ORDER[rule]
    monkeypatch.setitem(engine._ORDER, rule, (position, dataclasses.replace(whole, apply=leave)))

    assert any(is_seen(file, migration) for file, edits in migration.edits if any(e.rule == rule for e in edits.edits))


def is_seen(file: str, migration: Migration) -> bool:
    """Rewrite one file of the first step with the rules as they are now, and tell whether its program shows less.

    Or whether that is refused.
    """
    name = f"cases.{Path(file).stem}"
    whole, before = (migration.after / file).read_bytes(), (migration.before / file).read_bytes()
    try:
        rewritten = engine.rewrite(file, before, migration.edits.files[file], frozenset({"app"}))
    except RewriteError:
        return True
    (migration.after / file).write_bytes(rewritten)
    try:
        return run(migration.after, [name])[name] != migration.shown[0][name]
    finally:
        (migration.after / file).write_bytes(whole)
