"""Files keep their encoding, line ends and indentation; names and outputs may have any encoding."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry, copy_tree
from tools.ferry.config import read_config
from tools.ferry.plan import analyse
from tools.ferry.rewrite import carry_out, diff, write
from tools.ferry.rewrite.changes import Changes

CASE = """\
from app.persistence import PersistenceLayer


def größe(layer: PersistenceLayer) -> int:
    return "é", layer.count_players()  # naïve
"""


def migrate(root: Path, content: bytes) -> bytes:
    """Return the module after its step."""
    copy_tree(root)
    module = root / "cases" / "size.py"
    module.parent.mkdir()
    module.write_bytes(content)
    with analyse(root, read_config(root / "ferry.toml")) as analysis:
        write(root, carry_out(analysis, "migrate_cases"))
    return module.read_bytes()


def expected(text: str) -> str:
    """Return what the case becomes."""
    text = text.replace("from app.persistence import Pers", "from app.persistence.async_layer import AsyncPers")
    text = text.replace("def größe(layer: Pers", "async def größe(layer: AsyncPers")
    return text.replace("layer.count", "await layer.count")


@pytest.mark.parametrize(
    ("encoding", "head"),
    [("utf-8", ""), ("utf-8-sig", ""), ("latin-1", "# -*- coding: latin-1 -*-\n")],
)
def test_the_encoding_stays(tmp_path: Path, encoding: str, head: str) -> None:
    text = head + CASE

    assert migrate(tmp_path, text.encode(encoding)) == expected(text).encode(encoding)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_line_ends_stay(tmp_path: Path, line_end: str) -> None:
    text = CASE.replace("\n", line_end)

    assert migrate(tmp_path, text.encode()) == expected(text).encode()


@pytest.mark.parametrize(
    "text", ["\f\n", "A = 1\n\f", "# a page\f, and more\n", "A = 'a\u2028b\x85c\v'\n", "A = 1  # \x1c\n"]
)
def test_what_ends_no_line_for_python_ends_none_for_ferry(tmp_path: Path, text: str) -> None:
    head, blank, function = CASE.partition("\n\n\n")
    source = f"{head}{blank}{text}\n\n{function}"

    assert migrate(tmp_path, source.encode()) == expected(source).encode()


def test_a_difference_has_the_lines_that_git_counts(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_bytes(b"A = '\xe2\x80\xa8'\x0c\nB = 1\n")

    shown = diff(tmp_path, Changes(contents={"a.py": b"A = '\xe2\x80\xa8'\x0c\nB = 2\n"}))

    assert shown == "--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n A = '\u2028'\x0c\n-B = 1\n+B = 2\n"


def test_tabs_stay(tmp_path: Path) -> None:
    text = CASE.replace("    ", "\t")

    assert migrate(tmp_path, text.encode()) == expected(text).encode()


def test_a_file_without_a_last_line_end_gets_none(tmp_path: Path) -> None:
    text = CASE.rstrip("\n")

    assert migrate(tmp_path, text.encode()) == expected(text).encode()


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").mkdir()
    (tmp_path / "loop" / "again").symlink_to(tmp_path)

    assert migrate(tmp_path, CASE.encode()) == expected(CASE).encode()


FACADE = ["--facade", "app.persistence.layer.PersistenceLayer"]
TARGET = ["--target", "app.persistence.async_layer.AsyncPersistenceLayer"]


@pytest.fixture
def strange(tree: Path) -> Path:
    """The tree with a file whose name is not UTF-8."""
    (tree / "cases" / "size.py").rename(tree / "cases" / os.fsdecode(b"gr\xf6\xdfe.py"))
    return tree


@pytest.mark.usefixtures("strange")
@pytest.mark.parametrize(
    "command",
    [
        ["inventory", "--json"],
        ["inventory", "--html"],
        ["inventory", "--markdown"],
        ["inventory", "--sarif"],
        ["plan", "--json"],
        ["plan", "--html"],
        ["apply", "migrate_cases", "--diff", "--html"],
        ["status", "--json"],
    ],
    ids=" ".join,
)
def test_a_result_names_a_file_whose_name_is_not_utf_8(ferry: Ferry, tmp_path: Path, command: list[str]) -> None:
    assert ferry(*command, str(tmp_path / "result")) in {0, 1}

    written = (tmp_path / "result").read_text(encoding="utf-8")
    assert "status" in command or r"cases/gr\udcf6\udcdfe.py" in written or "cases/gr%F6%DFe.py" in written


@pytest.mark.usefixtures("strange")
def test_mypy_is_not_given_a_file_whose_name_is_not_utf_8(ferry: Ferry, capsys: pytest.CaptureFixture[str]) -> None:
    assert ferry("verify") == 0

    assert r"it takes no file whose name is not UTF-8: 'cases/gr\udcf6\udcdfe.py'" in capsys.readouterr().err


def process(tree: Path, *arguments: str, encoding: str = "utf-8") -> "subprocess.CompletedProcess[bytes]":
    """Run the command line in a process of its own, whose output has an encoding."""
    program = "from tools.ferry.cli.main import main; raise SystemExit(main())"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-c", program, "--quiet", "--root", str(tree), *arguments]
    return subprocess.run(command, capture_output=True, check=False, env=environment)


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
@pytest.mark.parametrize("command", [["inventory"], ["inventory", "--json"]], ids=" ".join)
def test_a_result_is_shown_whatever_the_encoding_of_the_output(tree: Path, encoding: str, command: list[str]) -> None:
    with (tree / "cases" / "size.py").open("a", encoding="utf-8") as file:
        file.write("# PersistenceLayer – \N{GRINNING FACE}\n")

    done = process(tree, *command, encoding=encoding)

    assert done.returncode == 0
    if "--json" in command:
        sites = json.loads(done.stdout)["sites"]
        assert "# PersistenceLayer – \N{GRINNING FACE}" in [site.get("text") for site in sites]
    else:
        assert rb"# PersistenceLayer \u2013 \U0001f600" in done.stdout


def test_init_does_not_lose_a_configuration_over_a_name_that_it_cannot_hold(tree: Path) -> None:
    before = (tree / "ferry.toml").read_bytes()
    (tree / "app" / os.fsdecode(b"gr\xf6\xdfe")).mkdir()
    (tree / "cases" / "size.py").rename(tree / "app" / os.fsdecode(b"gr\xf6\xdfe") / "size.py")

    done = process(tree, "init", "--force", *FACADE, *TARGET)

    assert done.returncode == 2
    assert b"a name in the tree is not; rename it: " in done.stderr
    assert rb"gr\udcf6\udcdfe" in done.stderr
    assert (tree / "ferry.toml").read_bytes() == before
