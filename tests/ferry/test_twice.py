"""Every case with a bridge, and applied once more: a second run of a step changes nothing."""

from pathlib import Path

import pytest

from tests.ferry.conftest import CASES, copy_tree, migrate, module_of, name_bridge
from tools.ferry.rewrite import Changes


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Changes:
    """What the second run changes in the tree of all cases."""
    root = tmp_path_factory.mktemp("tree")
    copy_tree(root)
    name_bridge(root)
    for case in CASES:
        file = root / module_of(case)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes((case / "before.py").read_bytes())
    assert len(migrate(root).contents) > len(CASES) / 2
    return migrate(root)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.name}")
def test_a_second_run_changes_nothing_where_there_is_a_bridge(case: Path, again: Changes) -> None:
    assert module_of(case) not in again.contents
