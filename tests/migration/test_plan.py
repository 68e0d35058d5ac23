"""The thirteen steps: what they need, in the plan and in the build."""

import json
import re
import tomllib
from pathlib import Path

import pytest

MIGRATION = Path("migration")

# The table of migration/README.md.
NEEDS = {
    "identify_callers": set[str](),
    "update_container": {"identify_callers"},
    "update_lifespan": {"update_container"},
    "migrate_api": {"update_container"},
    "migrate_services": {"update_container"},
    "migrate_commands": {"update_container"},
    "migrate_tests": {"update_container"},
    "delete_persistence_py": {"migrate_api", "migrate_services", "migrate_commands", "migrate_tests"},
    "update_persistence_init": {"delete_persistence_py"},
    "delete_unit_tests": {"delete_persistence_py"},
    "create_async_tests": {"delete_unit_tests"},
    "verify_migration": {"create_async_tests", "update_persistence_init"},
    "update_docs": {"verify_migration"},
}


def closure(step: str) -> set[str]:
    return {step}.union(*(closure(need) for need in NEEDS[step]))


def test_the_configuration_has_the_thirteen_steps_with_their_needs() -> None:
    config = tomllib.loads((MIGRATION / "legacy" / "ferry.toml").read_text(encoding="utf-8"))

    assert {step["id"]: set(step.get("needs", [])) for step in config["steps"]} == NEEDS


@pytest.mark.parametrize("step", NEEDS)
def test_a_built_tree_holds_the_step_all_that_it_needs_and_nothing_else(step: str) -> None:
    applied = json.loads((MIGRATION / f"{step}.json").read_text(encoding="utf-8"))["applied"]

    assert applied[-1] == step
    assert set(applied) == closure(step)
    assert len(applied) == len(set(applied))


def test_the_last_tree_does_not_name_the_facade() -> None:
    tree = MIGRATION / "update_docs.tree"
    texts = {path: path.read_text(encoding="utf-8") for path in tree.rglob("*") if path.is_file()}

    assert {".py", ".md", ".toml"} <= {path.suffix for path in texts}
    for name in ("PersistenceLayer", "get_persistence", "reset_persistence", "_run_async", "facade", "synchronous"):
        assert [str(path) for path, text in texts.items() if re.search(rf"\b{name}\b", text)] == []
    assert not (tree / "server" / "persistence" / "persistence.py").exists()
