"""All cases in one tree, migrated once: each case is a module of that tree. And a small tree for the command line."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tools.ferry.cli.main import main
from tools.ferry.config import read_config
from tools.ferry.model import Blocker, Finding
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out, write
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in (HERE / "cases").glob("*/*/before.py"))

SIZE = """\
from app.persistence import PersistenceLayer


def size(persistence: PersistenceLayer) -> int:
    return persistence.count_players()
"""
BLOCKED = """\
from app.persistence import get_persistence

SIZE = get_persistence().count_players()
"""

Ferry = Callable[..., int]


def module_of(case: Path) -> str:
    """Return the file of a case in the tree; what pytest would collect has a name that pytest knows."""
    is_test = "def test_" in (case / "before.py").read_text(encoding="utf-8")
    return f"cases/{case.parent.name}/{'test_' if is_test else ''}{case.name}.py"


def copy_tree(root: Path) -> None:
    """Copy the code base around the cases; its files end in `.py.in` so that no tool takes them for ours."""
    for file in (HERE / "tree").rglob("*"):
        if file.is_file():
            copy = root / file.relative_to(HERE / "tree").as_posix().removesuffix(".in")
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)


def name_bridge(root: Path) -> Path:
    """Give the tree a bridge, by which calls leave a facade that has to stay, and return it."""
    layer, config = root / "app" / "persistence" / "async_layer.py", root / "ferry.toml"
    bridge = "\n\ndef to_async(layer) -> AsyncPersistenceLayer:\n    return getattr(layer, '_async', layer)\n"
    layer.write_text(layer.read_text(encoding="utf-8") + bridge, encoding="utf-8")
    line = 'from_facade = "app.persistence.async_layer.to_async"'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", f"[target]\n{line}\n"), encoding="utf-8")
    return root


def migrate(root: Path, step: str = "migrate_cases") -> Changes:
    """Carry out a step."""
    with analyse(root, read_config(root / "ferry.toml")) as analysis:
        changes = carry_out(analysis, step)
    write(root, changes)
    return changes


def migrate_modules(root: Path, **modules: str) -> Changes:
    """Put these modules into the folder `cases`, and carry out its step."""
    for name, text in modules.items():
        (root / "cases" / f"{name}.py").write_text(text, encoding="utf-8")
    return migrate(root)


@dataclass(frozen=True)
class Migrated:
    """The tree after the step, what the step said, and what the verifier and a second run say about it."""

    root: Path
    blockers: list[Blocker]
    again: Changes
    findings: Sequence[Finding] = ()

    def text(self, case: Path) -> str:
        """Return the migrated module of a case."""
        return (self.root / module_of(case)).read_text(encoding="utf-8")


@pytest.fixture(scope="session", autouse=True)
def no_cache() -> Iterator[None]:
    """Leave the user's cache alone."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FERRY_CACHE_DIR", "")
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Migrated:
    """The tree of all cases after `ferry apply migrate_cases`."""
    root = tmp_path_factory.mktemp("tree")
    copy_tree(root)
    for case in CASES:
        file = root / module_of(case)
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(case / "before.py", file)
    config = read_config(root / "ferry.toml")
    with analyse(root, config) as analysis:
        changes = carry_out(analysis, "migrate_cases")
    write(root, changes)
    with analyse(root, config) as analysis:
        again = carry_out(analysis, "migrate_cases")
    findings = verify_tree(root, config, Scope()).findings
    return Migrated(root, changes.blockers, again, findings)


@pytest.fixture
def empty_tree(tmp_path: Path) -> Path:
    """A tree whose `cases` folder is empty."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "__init__.py").touch()
    return tmp_path


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with one module that can be migrated."""
    root = tmp_path / "tree"
    copy_tree(root)
    (root / "cases").mkdir()
    (root / "cases" / "size.py").write_text(SIZE, encoding="utf-8")
    return root


@pytest.fixture
def ferry(tree: Path) -> Ferry:
    """The command line on that tree."""

    def run(*arguments: str) -> int:
        return main(["--quiet", "--root", str(tree), *arguments])

    return run


def git(root: Path, *arguments: str, day: str = "2026-01-02", name: str = "Ada") -> None:
    """Run git as somebody, on some day, whatever the machine's own settings are."""
    identity = {f"GIT_{role}_{key}": value for role in ("AUTHOR", "COMMITTER") for key, value in
                (("NAME", name), ("EMAIL", "a@example.org"), ("DATE", f"{day}T12:00:00+0000"))}  # fmt: skip
    silent = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    environment = {**os.environ, **identity, **silent}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, capture_output=True, env=environment)


def facts(path: Path) -> dict[str, Any]:
    """Return the JSON of a command."""
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found
