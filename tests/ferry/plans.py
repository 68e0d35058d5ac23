"""The plan of the tree with some files, and what a step of it makes async."""

from pathlib import Path

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.model import Plan
from tools.ferry.plan import analyse, make_plan


def plan_of(root: Path, files: dict[str, str]) -> Plan:
    """Return the plan of the tree with these files."""
    copy_tree(root)
    for file, text in files.items():
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text(text)
    with analyse(root, read_config(root / "ferry.toml")) as analysis:
        return make_plan(analysis)


def functions_of(plan: Plan, step: str) -> list[str]:
    """Return the functions that the step makes async."""
    return [name for s in plan.steps if s.id == step for name in s.functions]
