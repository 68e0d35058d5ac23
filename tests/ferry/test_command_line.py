"""What all commands have in common: where they work, what they print where, how they end."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry
from tools.ferry.cli import main as entry
from tools.ferry.cli.main import main
from tools.ferry.cli.output import this_terminal
from tools.ferry.cli.progress import Progress
from tools.ferry.report import Terminal, text
from tools.ferry.report.document import Document, Table

Text = pytest.CaptureFixture[str]

COMMANDS = ("init", "inventory", "plan", "apply", "verify", "status", "explain")


@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_a_command_has_an_example(capsys: Text, command: str) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert f"\n  ferry {command}" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["sail"], ["apply"], ["init"], ["plan", "--moon"]])
def test_wrong_arguments_are_wrong_use(capsys: Text, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: ferry" in capsys.readouterr().err


def test_without_a_command_the_help_says_how_to_begin(capsys: Text) -> None:
    assert main([]) == 2

    assert "A first round" in capsys.readouterr().err


def test_a_command_works_from_any_folder_below_the_tree(
    tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: Text
) -> None:
    monkeypatch.chdir(tree / "app" / "persistence")

    assert main(["inventory"]) == 0

    assert "cases/size.py:5:24" in capsys.readouterr().out


@pytest.mark.parametrize("before", [True, False])
def test_the_tree_may_be_named_on_either_side_of_the_command(tree: Path, capsys: Text, *, before: bool) -> None:
    where = ["--root", str(tree)]

    assert main([*where, "inventory"] if before else ["inventory", *where]) == 0

    assert "cases/size.py:5:24" in capsys.readouterr().out


def test_without_a_configuration_the_message_says_how_to_get_one(tree: Path, capsys: Text) -> None:
    (tree / "ferry.toml").unlink()

    assert main(["--root", str(tree), "plan"]) == 2

    assert "`ferry init" in capsys.readouterr().err


def test_progress_and_the_result_do_not_mix(tree: Path, capsys: Text) -> None:
    assert main(["--root", str(tree), "inventory", "--json"]) == 0

    captured = capsys.readouterr()
    assert json.loads(captured.out)["version"] == 1
    assert "reading" in captured.err


def test_a_log_gets_a_phase_once(capsys: Text) -> None:
    progress = Progress()
    with progress:
        for number in range(100):
            progress(f"reading {number} of 100 files")
        progress("following the facade")

    assert [line[10:] for line in capsys.readouterr().err.splitlines()] == [
        "reading 0 of 100 files",
        "following the facade",
    ]


def test_a_quiet_command_says_nothing_on_the_way(ferry: Ferry, capsys: Text) -> None:
    ferry("plan")

    assert capsys.readouterr().err == ""


def test_a_fault_of_ours_says_what_to_report(tree: Path, monkeypatch: pytest.MonkeyPatch, capsys: Text) -> None:
    def broken(_: object) -> int:
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(entry, "command", lambda _: broken)

    assert main(["--root", str(tree), "plan"]) == 3

    error = capsys.readouterr().err
    assert "this is a fault of ferry, in `ferry plan`: ZeroDivisionError: a fault" in error
    assert "Please report it" in error
    assert "Traceback" in error


def test_a_column_for_which_a_terminal_is_too_narrow_stands_in_a_pipe_only() -> None:
    table = Table("Uses", "", ("place", "in", "known by"), [("a.py:1", "a.f", "type")], aside=1)
    document = Document("Uses", "1 use.", [table])

    assert "a.f" in text(document, Terminal())
    assert "a.f" not in text(document, Terminal(width=80))
    assert "type" in text(document, Terminal(width=80))


@pytest.mark.parametrize(
    ("to", "complaint"),
    [
        (">/dev/full", b"ferry: standard output cannot be written: No space left on device\n"),
        (">&-", b"ferry: standard output is closed; give it somewhere to go, such as /dev/null\n"),
    ],
)
@pytest.mark.parametrize("command", ["plan", "inventory --json", "verify --no-mypy"])
def test_an_output_that_cannot_be_written_is_wrong_use(tree: Path, to: str, complaint: bytes, command: str) -> None:
    program = "from tools.ferry.cli.main import main; raise SystemExit(main())"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    line = f"exec '{sys.executable}' -c '{program}' --quiet --root '{tree}' {command} {to}"

    done = subprocess.run(["/bin/sh", "-c", line], capture_output=True, check=False, env=environment)

    assert (done.returncode, done.stderr) == (2, complaint)


def run(tree: Path, seed: str, *arguments: str) -> tuple[int, bytes, bytes]:
    """Run the command line in a process of its own, with hashes of its own."""
    script = "import sys; from tools.ferry.cli.main import main; sys.exit(main())"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", script, "--quiet", "--root", str(tree), *arguments]
    done = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert done.returncode in {0, 1}
    return done.returncode, done.stdout, done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["inventory", "--json"],
        ["inventory", "--markdown"],
        ["inventory", "--html"],
        ["inventory", "--sarif"],
        ["plan"],
        ["plan", "--json"],
        ["apply", "migrate_cases", "--allow-dirty", "--diff", "--json"],
        ["status", "--json"],
        ["explain", "size"],
    ],
    ids=" ".join,
)
def test_the_same_tree_gives_the_same_bytes_whatever_the_hashes(tree: Path, arguments: list[str]) -> None:
    (tree / "cases" / "more.py").write_text(
        "from app.persistence import get_persistence as a\n\n\n"
        + "".join(f"def f{n}():\n    return a().count_players(), f{n + 1}\n\n\n" for n in range(20))
        + "def f20(x):\n    # get_persistence, PersistenceLayer\n    return lambda: x.count_players()\n",
        encoding="utf-8",
    )

    assert run(tree, "1", *arguments) == run(tree, "2", *arguments)


@pytest.mark.parametrize(("value", "colour"), [(None, True), ("", True), ("1", False)])
def test_an_empty_no_color_is_none(monkeypatch: pytest.MonkeyPatch, value: str | None, colour: bool) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)

    assert this_terminal().colour is colour
