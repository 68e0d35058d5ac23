"""The program: which checks run and how it ends."""

import sys
from pathlib import Path

import pytest

from tools.buildtools import InstallError
from tools.lint import main as program
from tools.lint.check import Check


@pytest.fixture
def checks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Check]:
    """The checks that the program knows: a test adds its own."""
    checks: list[Check] = []
    monkeypatch.setattr(program, "all_checks", lambda root: checks)
    return checks


def check(name: str, status: int) -> Check:
    return Check(name, (sys.executable, "-c", f"raise SystemExit({status})"), Path())


def test_it_ends_with_0_when_all_pass(checks: list[Check]) -> None:
    checks += [check("one", 0), check("two", 0)]

    assert program.main([]) == 0


def test_it_ends_with_1_when_one_fails_and_the_others_still_run(
    checks: list[Check], capsys: pytest.CaptureFixture[str]
) -> None:
    checks += [check("one", 1), check("two", 0)]

    assert program.main([]) == 1
    assert "lint: two …" in capsys.readouterr().out


def test_checks_are_chosen_by_the_beginning_of_their_name(
    checks: list[Check], capsys: pytest.CaptureFixture[str]
) -> None:
    checks += [check("ruff check", 0), check("ruff format", 0), check("mypy", 1)]

    assert program.main(["ruff"]) == 0
    assert "lint: all 2 checks passed" in capsys.readouterr().out


def test_an_unknown_check_is_wrong_use_that_names_the_known(
    checks: list[Check], capsys: pytest.CaptureFixture[str]
) -> None:
    checks += [check("ruff check", 0)]

    with pytest.raises(SystemExit, match="2"):
        program.main(["pylint"])

    assert "there are: ruff check" in capsys.readouterr().err


def test_a_tool_that_cannot_be_fetched_ends_with_3(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def unreachable(root: Path) -> list[Check]:
        raise InstallError("npm answers nothing")

    monkeypatch.setattr(program, "all_checks", unreachable)

    assert program.main([]) == 3
    assert "npm answers nothing" in capsys.readouterr().err
