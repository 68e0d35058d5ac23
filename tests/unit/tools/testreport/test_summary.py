"""The summary for a person."""

from pathlib import Path

from tests.unit.tools.testreport.events import configured, result, summarised
from tools.testreport.cases import Count
from tools.testreport.results import read_results
from tools.testreport.summary import summary, total


def test_it_tells_what_ran_and_what_was_unchanged() -> None:
    targets = read_results(
        [
            result("//new"),
            summarised("//new", "PASSED"),
            result("//old", cached=True),
            summarised("//old", "PASSED"),
        ]
    )

    lines = summary(targets)

    assert lines[0] == "2 test targets: 1 ran, 1 unchanged since they last passed"
    assert "     1.5 s  //new" in lines
    assert total(targets) == Count(passed=2)


def test_a_failed_target_has_its_log_beneath_it() -> None:
    targets = read_results([result("//a", "FAILED", test_log=Path("/logs/a")), summarised("//a", "FAILED")])

    lines = summary(targets)

    assert lines[-2:] == ["  //a (failed)", "    /logs/a"]


def test_a_target_that_did_not_run_is_not_called_unchanged() -> None:
    lines = summary(read_results([configured("//a")]))

    assert lines[0] == "1 test targets: 0 ran, 0 unchanged since they last passed, 1 did not run"
    assert "  //a (no status)" in lines


def test_a_build_that_fails_is_a_failure_also_when_every_test_passed() -> None:
    passed = read_results([result("//a"), summarised("//a", "PASSED")])
    failed = read_results([result("//a", "FAILED"), summarised("//a", "FAILED")])

    assert total(passed, bazel_failed=True) == Count(passed=1, failed=1)
    assert total({}, bazel_failed=True) == Count(failed=1)
    assert total(failed, bazel_failed=True) == Count(failed=1)
