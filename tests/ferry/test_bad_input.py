"""Bad input: a clear message with file and line, exit code 2, and a tree that stays as it was."""

import errno
import os
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import SIZE, Ferry
from tests.ferry.refusals import assert_refused, contents

Text = pytest.CaptureFixture[str]


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"x = 1\ndef f(:\n", "cases/bad.py:2: does not parse: invalid syntax"),
        (b"x = 1\n\tif x:\n", "cases/bad.py:2: does not parse: unexpected indent"),
        (b"if x:\n\ty = 1\n        z = 2\n", "cases/bad.py:3: does not parse: inconsistent use of tabs"),
        (b"x = 1\nname = '\xe9'\n", "cases/bad.py:2: not utf-8 text"),
        (b"# caf\xe9\nx = 1\n", "cases/bad.py:1: not utf-8 text; save it as UTF-8 or declare its coding"),
        (b"# coding: klingon\n", "cases/bad.py:1: unknown encoding"),
        (b"x = 1\n'\x00'\n", "cases/bad.py:2: does not parse: source code string cannot contain null bytes"),
        (b"x = " + b"(" * 300 + b")" * 300, "cases/bad.py:1: does not parse"),
    ],
    ids=[
        "syntax",
        "indent",
        "tabs and blanks",
        "latin-1 unsaid",
        "at the top",
        "unknown coding",
        "null byte",
        "too deep",
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(
    ferry: Ferry, tree: Path, capsys: Text, content: bytes, complaint: str
) -> None:
    (tree / "cases" / "bad.py").write_bytes(content)

    assert_refused(ferry, tree, capsys, complaint, "leave them out with `exclude`")


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"x = 1\n'\x00'\n", "cases/bad.py:2:1: unreadable: source code with a null byte"),
        (b"# caf\xe9\nx = 1\n", "cases/bad.py:1:1: unreadable: not utf-8 text; save it as UTF-8 or declare its coding"),
        (b"# coding: klingon\n", "cases/bad.py:1:1: unreadable: unknown encoding: klingon"),
    ],
    ids=["null byte", "latin-1 unsaid", "unknown coding"],
)
def test_verify_names_the_line_of_what_it_cannot_read(
    ferry: Ferry, tree: Path, capsys: Text, content: bytes, complaint: str
) -> None:
    (tree / "cases" / "bad.py").write_bytes(content)

    assert ferry("verify", "--no-mypy") == 1

    assert complaint in capsys.readouterr().out


@pytest.mark.parametrize("command", [["plan"], ["verify", "--no-mypy"]])
def test_what_does_not_parse_may_be_code_of_a_newer_python(
    ferry: Ferry, tree: Path, capsys: Text, command: list[str]
) -> None:
    (tree / "cases" / "newer.py").write_text("def f[*](x): ...\n", encoding="utf-8")

    assert ferry(*command) in {1, 2}

    said = capsys.readouterr()
    assert "cases/newer.py:1" in said.out + said.err
    assert f"{sys.version_info[0]}.{sys.version_info[1]}: " in said.out + said.err
    assert "needs ferry on" in said.out + said.err


@pytest.mark.parametrize("command", ["inventory", "plan", "status", "explain size"])
def test_no_command_passes_over_a_bad_file(ferry: Ferry, tree: Path, capsys: Text, command: str) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")

    assert ferry(*command.split()) == 2

    assert "cases/bad.py:1: does not parse" in capsys.readouterr().err


def test_all_bad_files_are_named_at_once(ferry: Ferry, tree: Path, capsys: Text) -> None:
    for name in ("one", "two"):
        (tree / "cases" / f"{name}.py").write_text("def\n", encoding="utf-8")

    assert_refused(ferry, tree, capsys, "cases/one.py:1", "cases/two.py:1")


def test_a_link_to_nowhere_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "gone.py").symlink_to(tree / "nowhere.py")

    assert_refused(ferry, tree, capsys, "cases/gone.py:1: cannot be read: No such file or directory")


def test_the_lock_of_an_editor_does_not_matter(ferry: Ferry, tree: Path, capsys: Text) -> None:
    code = ferry("plan")
    before = capsys.readouterr().out
    (tree / "cases" / ".#size.py").symlink_to("me@host.123:1")

    assert ferry("plan") == code
    assert capsys.readouterr().out == before
    ferry("verify")
    assert "#size" not in capsys.readouterr().out


def test_a_link_to_itself_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "loop.py").symlink_to(tree / "cases" / "loop.py")

    assert ferry("plan") == 2

    assert "cases/loop.py:1: cannot be read: Too many levels of symbolic links" in capsys.readouterr().err


@pytest.mark.parametrize("command", ["plan", "verify --no-mypy"])
def test_a_name_with_a_line_break_is_refused(ferry: Ferry, tree: Path, capsys: Text, command: str) -> None:
    (tree / "cases" / "two\nlines.py").write_text("X = 1\n", encoding="utf-8")

    assert ferry(*command.split()) in {1, 2}

    said = capsys.readouterr()
    assert [line for line in (said.out + said.err).splitlines() if "'cases/two\\nlines.py':1" in line]
    assert "its name has a line break; rename it" in said.out + said.err


@pytest.fixture
def closed(tree: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the tree that may not be read, also where the tests run as a user who may read all."""
    folder = tree / "cases" / "closed"
    folder.mkdir()
    scandir = os.scandir

    def refused(path: str | int) -> object:
        if str(path) == str(folder):
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refused)
    return folder


@pytest.mark.usefixtures("closed")
def test_a_folder_that_cannot_be_read_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")

    assert_refused(ferry, tree, capsys, "cases/closed: cannot be read: Permission denied", "cases/bad.py:1")


@pytest.mark.usefixtures("closed")
def test_verify_names_a_folder_that_it_cannot_read(ferry: Ferry, capsys: Text) -> None:
    assert ferry("verify", "--no-mypy") == 1

    assert "cases/closed:1:1: unreadable: Permission denied" in capsys.readouterr().out


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize("command", [["inventory"], ["verify", "--no-mypy"]])
def test_a_folder_that_is_excluded_is_not_read(ferry: Ferry, tree: Path, command: list[str]) -> None:
    path = tree / "ferry.toml"
    path.write_text('exclude = ["cases/closed/"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert ferry(*command) == 0


@pytest.mark.parametrize("command", [["inventory"], ["verify", "--no-mypy"]])
def test_a_pipe_in_the_tree_is_no_file_of_it(ferry: Ferry, tree: Path, command: list[str]) -> None:
    os.mkfifo(tree / "cases" / "pipe.py")
    os.mkfifo(tree / "pipe.md")

    assert ferry(*command) == 0


@pytest.fixture
def cached(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cache is on, as it is for everybody who sets nothing."""
    monkeypatch.setenv("FERRY_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("command", ["inventory", "plan"])
def test_a_link_to_nowhere_is_named_with_the_cache_on(ferry: Ferry, tree: Path, capsys: Text, command: str) -> None:
    (tree / "cases" / "gone.py").symlink_to(tree / "nowhere.py")

    assert ferry(command) == 2

    assert "cases/gone.py:1: cannot be read: No such file or directory" in capsys.readouterr().err


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("command", ["inventory", "plan"])
def test_a_missing_configuration_is_named_with_the_cache_on(
    ferry: Ferry, tree: Path, capsys: Text, command: str
) -> None:
    (tree / "ferry.toml").unlink()

    assert ferry(command) == 2

    assert "ferry.toml: there is no such file; `ferry init` writes a first one" in capsys.readouterr().err


@pytest.mark.usefixtures("cached")
@pytest.mark.parametrize("command", [["inventory"], ["plan"], ["verify", "--no-mypy"]])
def test_a_link_to_a_folder_is_not_followed_and_named_once(
    ferry: Ferry, tree: Path, capsys: Text, command: list[str]
) -> None:
    ferry(*command)
    assert capsys.readouterr().err == ""
    (tree / "cases" / "more").symlink_to(tree / "app")

    for _ in range(2):
        ferry(*command)
        assert capsys.readouterr().err == "note: links to folders are not followed: cases/more\n"


@pytest.mark.usefixtures("cached")
def test_a_document_that_is_a_link_to_nowhere_does_not_matter(ferry: Ferry, tree: Path) -> None:
    (tree / "NOTES.md").symlink_to(tree / "nowhere.md")

    assert ferry("inventory") == 0


def test_a_bad_file_that_is_excluded_does_not_matter(ferry: Ferry, tree: Path) -> None:
    (tree / "cases" / "bad.py").write_text("def\n", encoding="utf-8")
    path = tree / "ferry.toml"
    path.write_text('exclude = ["cases/bad.py"]\n' + path.read_text(encoding="utf-8"), encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0


@pytest.mark.parametrize("root", ["nowhere", "tree/ferry.toml"])
def test_a_tree_that_is_no_folder_is_wrong_use(tree: Path, ferry: Ferry, capsys: Text, root: str) -> None:
    assert ferry("inventory", "--root", str(tree.parent / root)) == 2

    assert "there is no such folder" in capsys.readouterr().err


def test_a_result_that_cannot_be_written_is_named(ferry: Ferry, tree: Path, capsys: Text) -> None:
    assert ferry("inventory", "--json", str(tree / "no" / "folder.json")) == 2

    assert "folder.json: cannot be written: No such file or directory" in capsys.readouterr().err


@pytest.mark.parametrize(("form", "name"), [("--json", "no/folder.json"), ("--html", "app")])
def test_a_step_whose_result_cannot_be_written_is_not_carried_out(
    ferry: Ferry, tree: Path, capsys: Text, form: str, name: str
) -> None:
    before = contents(tree)

    assert ferry("apply", "migrate_cases", form, str(tree / name)) == 2

    assert f"{name}: cannot be written" in capsys.readouterr().err
    assert contents(tree) == before


def test_a_long_generated_file_is_only_long(ferry: Ferry, tree: Path, capsys: Text) -> None:
    lines = [f"NAME_{number} = {number} + len('{number}')" for number in range(50_000)]
    (tree / "cases" / "generated.py").write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0

    assert "await persistence.count_players()" in (tree / "cases" / "size.py").read_text(encoding="utf-8")
    assert len((tree / "cases" / "generated.py").read_text(encoding="utf-8").splitlines()) == 50_000


def test_a_deep_expression_is_only_deep(ferry: Ferry, tree: Path) -> None:
    long_sum = " + ".join(["persistence.count_players()"] * 800)
    text = SIZE.replace("persistence.count_players()", long_sum)
    (tree / "cases" / "size.py").write_text(text, encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0

    assert (tree / "cases" / "size.py").read_text(encoding="utf-8").count("await persistence.count_players()") == 800


def test_a_folder_without_init_is_a_package_too(ferry: Ferry, tree: Path, capsys: Text) -> None:
    (tree / "cases" / "deep" / "deeper").mkdir(parents=True)
    (tree / "cases" / "deep" / "deeper" / "size.py").write_text(SIZE, encoding="utf-8")
    caller = "from cases.deep.deeper.size import size\n\n\ndef twice(layer):\n    return 2 * size(layer)\n"
    (tree / "cases" / "caller.py").write_text(caller, encoding="utf-8")

    assert ferry("apply", "migrate_cases") == 0

    assert "2 * await size(layer)" in (tree / "cases" / "caller.py").read_text(encoding="utf-8")
