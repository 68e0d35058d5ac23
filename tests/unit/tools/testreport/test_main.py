"""The last line of a run and its exit code, whatever Bazel and the coverage say."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

import tools.testreport.main as program
from tests.unit.tools.testreport.events import result, summarised
from tools.testreport.coverage import CoverageReport
from tools.testreport.results import Target, read_results

Run = Callable[..., tuple[int, list[str]]]
PASSED = (result("//a"), summarised("//a", "PASSED"))
FAILED = (result("//b", "FAILED"), summarised("//b", "FAILED"))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the program on what Bazel and the gate would have said; its exit code and its lines."""

    def run_program(*events: str, bazel: int = 0, gate: Sequence[str] = (), arguments: Sequence[str] = ()) -> object:
        def run_bazel(root: Path, patterns: Sequence[str]) -> tuple[int, dict[str, Target]]:
            print(f"bazel test {' '.join(patterns)}")
            return bazel, read_results(events)

        monkeypatch.setattr(program, "run_bazel", run_bazel)
        monkeypatch.setattr(program, "measure", lambda targets, root: CoverageReport({}, list(gate)))
        code = program.main(arguments)
        return code, capsys.readouterr().out.splitlines()

    return run_program  # type: ignore[return-value]


def test_when_all_is_well_the_code_is_0(run: Run) -> None:
    code, lines = run(*PASSED)

    assert (code, lines[0], lines[-1]) == (0, "bazel test //...", "1 passed, 0 failed")


def test_a_failed_test_is_a_failure(run: Run) -> None:
    code, lines = run(*PASSED, *FAILED, bazel=3)

    assert (code, lines[-1]) == (1, "1 passed, 1 failed")


def test_a_shut_gate_is_a_failure_unless_it_is_not_asked(run: Run) -> None:
    code, lines = run(*PASSED, gate=["too little"])
    assert (code, lines[-1]) == (1, "1 passed, 0 failed")
    assert "coverage gate: too little" in lines

    assert run(*PASSED, gate=["too little"], arguments=["--no-gate"])[0] == 0


def test_a_package_that_does_not_load_is_a_failure(run: Run) -> None:
    code, lines = run(*PASSED, bazel=1)

    assert (code, lines[-1]) == (1, "1 passed, 1 failed")
    assert "Bazel ended with code 1: see its messages above" in lines


def test_that_no_test_ran_is_a_failure(run: Run) -> None:
    code, lines = run(bazel=4)

    assert (code, lines[-1]) == (1, "0 passed, 0 failed")
    assert "no test ran" in lines


def test_flags_are_bazels(run: Run) -> None:
    _, lines = run(*PASSED, arguments=["--no-gate", "//server/...", "--test_filter=look"])

    assert lines[0] == "bazel test --test_filter=look //server/..."
