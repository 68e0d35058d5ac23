"""All cases in one tree, migrated once: each case is a module of that tree."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tools.ferry.config import read_config
from tools.ferry.model import Blocker, Finding
from tools.ferry.plan import analyse
from tools.ferry.rewrite import Changes, carry_out, write
from tools.ferry.verify import Scope, verify_tree

HERE = Path(__file__).parent
CASES = sorted(path.parent for path in (HERE / "cases").glob("*/*/before.py"))


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


@dataclass(frozen=True)
class Migrated:
    """The tree after the step, what the step said, and what the verifier and a second run say about it."""

    root: Path
    blockers: list[Blocker]
    again: Changes
    findings: list[Finding] = field(default_factory=list)

    def text(self, case: Path) -> str:
        """Return the migrated module of a case."""
        return (self.root / module_of(case)).read_text(encoding="utf-8")


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
    findings = verify_tree(root, config, Scope())
    return Migrated(root, changes.blockers, again, findings)
