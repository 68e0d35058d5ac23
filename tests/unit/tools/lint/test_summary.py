"""The last lines of the run."""

from pathlib import Path

from tools.lint.check import Check
from tools.lint.run import Outcome
from tools.lint.summary import FIX, summary


def outcome(name: str, *, passed: bool, mendable: bool = True) -> Outcome:
    fix = ("mend",) if mendable else None
    return Outcome(Check(name, ("check",), Path(), fix=fix), passed, "", 1.25)


def test_every_check_has_a_line_with_its_result_and_time() -> None:
    lines = list(summary([outcome("one", passed=True), outcome("another", passed=False)]))

    assert "  ok      one        1.2 s" in lines
    assert "  FAILED  another    1.2 s" in lines


def test_all_passed_is_said_last() -> None:
    assert list(summary([outcome("one", passed=True)]))[-1] == "lint: all 1 checks passed"


def test_a_failure_that_a_program_can_mend_names_the_command() -> None:
    assert any(FIX in line for line in summary([outcome("format", passed=False)]))


def test_a_failure_that_only_a_person_can_mend_promises_no_command() -> None:
    lines = list(summary([outcome("format", passed=True), outcome("mypy", passed=False, mendable=False)]))

    assert not any(FIX in line for line in lines)
    assert lines[-1] == "  mend by hand what mypy reported above"
