"""Running one check."""

import sys
from pathlib import Path

import pytest

from tools.lint.check import Check
from tools.lint.run import run_check


def python(script: str) -> tuple[str, ...]:
    return (sys.executable, "-c", script)


@pytest.fixture
def said() -> list[str]:
    """What the run told the person."""
    return []


def test_a_program_that_ends_well_passes_and_keeps_its_output_to_itself(tmp_path: Path, said: list[str]) -> None:
    outcome = run_check(Check("quiet", python("print('chatter')"), tmp_path), fix=False, tell=said.append)

    assert outcome.passed
    assert said == ["lint: quiet …"]


def test_a_program_that_fails_is_heard(tmp_path: Path, said: list[str]) -> None:
    script = "import sys; print('a.py:1 bad'); print('worse', file=sys.stderr); sys.exit(1)"

    outcome = run_check(Check("strict", python(script), tmp_path), fix=False, tell=said.append)

    assert not outcome.passed
    assert "a.py:1 bad" in said[1]
    assert "worse" in said[1]


def test_fix_mends_first_and_checks_afterwards(tmp_path: Path, said: list[str]) -> None:
    needs_file = python("import pathlib; pathlib.Path('mended').read_text()")
    makes_file = python("import pathlib; pathlib.Path('mended').touch()")

    outcome = run_check(Check("mender", needs_file, tmp_path, fix=makes_file), fix=True, tell=said.append)

    assert outcome.passed


def test_without_fix_nothing_is_changed(tmp_path: Path, said: list[str]) -> None:
    makes_file = python("import pathlib; pathlib.Path('mended').touch()")

    run_check(Check("reader", python("pass"), tmp_path, fix=makes_file), fix=False, tell=said.append)

    assert not (tmp_path / "mended").exists()


def test_what_a_program_cannot_mend_still_fails_after_fix(tmp_path: Path, said: list[str]) -> None:
    outcome = run_check(
        Check("stubborn", python("raise SystemExit(1)"), tmp_path, fix=python("pass")), fix=True, tell=said.append
    )

    assert not outcome.passed
