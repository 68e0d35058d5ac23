"""Comparing the trees of several steps."""

from pathlib import Path

import pytest

from tools.migration.check_same_tree import main


@pytest.fixture
def trees(tmp_path: Path) -> tuple[Path, Path]:
    """Two trees with one equal file."""
    for name in ("first.tree", "second.tree"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text("one\n", encoding="utf-8")
    return tmp_path / "first.tree", tmp_path / "second.tree"


def test_equal_trees_pass_whatever_else_the_steps_give(trees: tuple[Path, Path]) -> None:
    first, second = trees

    assert main([str(first), "first.json", str(second), "second.diff"]) == 0


def test_a_difference_fails_and_is_printed(trees: tuple[Path, Path], capsys: pytest.CaptureFixture[str]) -> None:
    first, second = trees
    (second / "a.txt").write_text("two\n", encoding="utf-8")

    assert main([str(first), str(second)]) == 1

    assert "-one\n+two\n" in capsys.readouterr().out


def test_one_tree_alone_fails(trees: tuple[Path, Path]) -> None:
    assert main([str(trees[0])]) == 1
