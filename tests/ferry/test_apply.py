"""Writing: all files or none."""

from pathlib import Path

import pytest

from tools.ferry.rewrite import Changes, OutsideTree, diff, write


def test_all_files_are_written_created_and_deleted(tmp_path: Path) -> None:
    (tmp_path / "old.py").write_text("old\n")
    (tmp_path / "gone.py").write_text("gone\n")

    write(tmp_path, Changes({"old.py": b"new\n", "made/here.py": b"made\n", "gone.py": None}))

    assert (tmp_path / "old.py").read_text() == "new\n"
    assert (tmp_path / "made" / "here.py").read_text() == "made\n"
    assert not (tmp_path / "gone.py").exists()


def test_when_one_file_cannot_be_written_the_others_are_put_back(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("old\n")
    (tmp_path / "b.py").mkdir()

    with pytest.raises(OSError, match=r"b\.py"):
        write(tmp_path, Changes({"a.py": b"new\n", "b.py": b"new\n"}))

    assert (tmp_path / "a.py").read_text() == "old\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.py", "b.py"]


def test_a_file_keeps_its_mode(tmp_path: Path) -> None:
    script = tmp_path / "run.py"
    script.write_text("old\n")
    script.chmod(0o755)

    write(tmp_path, Changes({"run.py": b"new\n"}))

    assert script.stat().st_mode & 0o777 == 0o755


def test_a_diff_shows_deleted_and_created_files(tmp_path: Path) -> None:
    (tmp_path / "gone.py").write_text("gone\n")

    text = diff(tmp_path, Changes({"gone.py": None, "made.py": b"made"}))

    assert "+++ /dev/null" in text
    assert "--- /dev/null" in text
    assert "\\ No newline at end of file" in text


@pytest.mark.parametrize("file", ["../outside.py", "link/outside.py", "/outside.py"])
def test_nothing_outside_the_tree_is_written(tmp_path: Path, file: str) -> None:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tree / "link").symlink_to(tmp_path / "elsewhere")

    with pytest.raises(OutsideTree, match="nothing was written"):
        write(tree, Changes({"a.py": b"new\n", file: b"new\n"}))

    assert [path.name for path in tmp_path.rglob("*.py")] == []
