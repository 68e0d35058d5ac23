"""Writing: all files or none."""

import os
import signal
from pathlib import Path

import pytest

from tests.ferry.conftest import SIZE, Ferry, git
from tools.ferry.cli.commands import apply as command
from tools.ferry.model import WrongUse
from tools.ferry.rewrite import Changes, NotWritten, OutsideTree, diff, ended_in_order, write


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

    with pytest.raises(NotWritten, match=r"b\.py: cannot be written: Is a directory; nothing was written"):
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

    with pytest.raises(SystemExit, match=str(128 + number)), ended_in_order():
        write(tmp_path, Changes(dict.fromkeys(("a.py", "b.py", "c.py"), b"new\n")))

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == dict.fromkeys(
        ("a.py", "b.py", "c.py"), "old\n"
    )
    assert [signal.getsignal(one) for one in handled] == before


def test_a_file_that_changed_meanwhile_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("old\n")
    (tmp_path / "b.py").write_text("edited\n")
    changes = Changes({"a.py": b"new\n", "b.py": b"new\n"}, made_from={"a.py": b"old\n", "b.py": b"old\n"})

    with pytest.raises(WrongUse, match=r"b\.py changed meanwhile; nothing was written"):
        write(tmp_path, changes)

    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.py": "old\n", "b.py": "edited\n"}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_apply_in_order_before_it_writes_too(
    ferry: Ferry, tree: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    ended: list[str] = []

    def interrupted(*_: object) -> Changes:
        try:
            os.kill(os.getpid(), number)
        finally:
            ended.append("other processes")
        return Changes({"cases/size.py": b"new\n"})

    monkeypatch.setattr(command, "carry_out", interrupted)

    with pytest.raises(SystemExit, match=str(128 + number)):
        ferry("apply", "migrate_cases")

    assert ended == ["other processes"]
    assert (tree / "cases" / "size.py").read_text(encoding="utf-8") == SIZE


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


def test_what_is_gits_own_is_not_written(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text("kept")

    with pytest.raises(OutsideTree, match="git's own; nothing was written"):
        write(tmp_path, Changes({".git/config": None}))

    assert (tmp_path / ".git" / "config").exists()


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("old\n")
    (tmp_path / "taken").write_text("a file\n")

    with pytest.raises(NotWritten, match="taken: cannot be written: File exists; nothing was written"):
        write(tmp_path, Changes({"a.py": b"new\n", "taken/b.py": b"new\n"}))

    assert (tmp_path / "a.py").read_text() == "old\n"


@pytest.fixture
def ignored(tree: Path) -> Path:
    """A file of the tree that git ignores; everything else is committed."""
    (tree / ".gitignore").write_text("cases/\n", encoding="utf-8")
    git(tree, "init", "-q")
    git(tree, "add", ".")
    git(tree, "commit", "-qm", "all")
    return tree / "cases" / "size.py"


def test_a_file_that_git_ignores_is_not_rewritten(
    ferry: Ferry, ignored: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ignored.read_bytes()

    assert ferry("apply", "migrate_cases") == 2

    assert "git ignores cases/size.py, and could not take the step back there" in capsys.readouterr().err
    assert ignored.read_bytes() == before


def test_a_file_that_git_ignores_is_rewritten_when_that_is_allowed(ferry: Ferry, ignored: Path) -> None:
    assert ferry("apply", "migrate_cases", "--allow-dirty") == 0

    assert "await persistence.count_players()" in ignored.read_text(encoding="utf-8")


def test_a_file_that_git_would_ignore_but_knows_is_rewritten(ferry: Ferry, tree: Path, ignored: Path) -> None:
    git(tree, "add", "--force", "cases")
    git(tree, "commit", "-qm", "the cases")

    assert ferry("apply", "migrate_cases") == 0

    assert "await persistence.count_players()" in ignored.read_text(encoding="utf-8")
