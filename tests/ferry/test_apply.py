"""Writing: all files or none."""

import os
import signal
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


def test_a_link_stays_and_the_file_behind_it_is_written_once(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text("old\n")
    (tmp_path / "link.py").symlink_to("real.py")
    changes = Changes({"link.py": b"new\n", "real.py": b"new\n"})

    shown = diff(tmp_path, changes)
    write(tmp_path, changes)

    assert "link.py" not in shown
    assert shown.count("+new") == 1
    assert (tmp_path / "link.py").is_symlink()
    assert (tmp_path / "real.py").read_text() == "new\n"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("during", ["replace", "chmod"])
def test_a_signal_that_ends_the_program_leaves_all_files_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, during: str
) -> None:
    for name in ("a.py", "b.py", "c.py"):
        (tmp_path / name).write_text("old\n")
    act, done = getattr(Path, during), []
    handled = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
    before = [signal.getsignal(one) for one in handled]

    def interrupted(self: Path, *arguments: object) -> object:
        done.append(self)
        if len(done) == 2:
            os.kill(os.getpid(), number)
        return act(self, *arguments)

    monkeypatch.setattr(Path, during, interrupted)

    with pytest.raises(SystemExit, match=str(128 + number)):
        write(tmp_path, Changes(dict.fromkeys(("a.py", "b.py", "c.py"), b"new\n")))

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(
        ("a.py", "b.py", "c.py"), "old\n"
    )
    assert [signal.getsignal(one) for one in handled] == before


def test_a_diff_has_the_bytes_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"# coding: latin-1\n# \xe9\nold\n")

    text = diff(tmp_path, Changes({"a.py": b"# coding: latin-1\n# \xe9\nnew\n"}))

    assert b" # \xe9\n-old\n+new\n" in text.encode("utf-8", "surrogateescape")


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
