"""Copying and comparing trees."""

from pathlib import Path

import pytest

from tools.migration.tree import copy_tree, difference, files_of


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a file in its root and one in a folder."""
    root = tmp_path / "before"
    (root / "package").mkdir(parents=True)
    (root / "a.txt").write_text("one\ntwo\n", encoding="utf-8")
    (root / "package" / "b.txt").write_text("three\n", encoding="utf-8")
    return root


def test_files_are_relative_and_sorted(tree: Path) -> None:
    assert files_of(tree) == ["a.txt", "package/b.txt"]


def test_a_copy_of_links_holds_writable_files(tree: Path, tmp_path: Path) -> None:
    links = tmp_path / "links"
    links.mkdir()
    (links / "package").symlink_to(tree / "package")
    (tree / "package" / "b.txt").chmod(0o444)

    copy_tree(links, tmp_path / "copy")

    copied = tmp_path / "copy" / "package" / "b.txt"
    copied.write_text("changed\n", encoding="utf-8")
    assert (tree / "package" / "b.txt").read_text(encoding="utf-8") == "three\n"


def test_equal_trees_have_no_difference(tree: Path, tmp_path: Path) -> None:
    copy_tree(tree, tmp_path / "after")

    assert difference(tree, tmp_path / "after") == ""


def test_the_difference_shows_changed_new_and_deleted_files(tree: Path, tmp_path: Path) -> None:
    after = tmp_path / "after"
    copy_tree(tree, after)
    (after / "a.txt").write_text("one\n2", encoding="utf-8")
    (after / "package" / "b.txt").unlink()
    (after / "c.txt").write_text("", encoding="utf-8")

    assert difference(tree, after).splitlines() == [
        "diff --git a/a.txt b/a.txt",
        "--- a/a.txt",
        "+++ b/a.txt",
        "@@ -1,2 +1,2 @@",
        " one",
        "-two",
        "+2",
        "\\ No newline at end of file",
        "diff --git a/c.txt b/c.txt",
        "new file mode 100644",
        "diff --git a/package/b.txt b/package/b.txt",
        "deleted file mode 100644",
        "--- a/package/b.txt",
        "+++ /dev/null",
        "@@ -1 +0,0 @@",
        "-three",
    ]
