"""The gate over a run: a failed test, a missing report, and an empty one shut it."""

import subprocess
from pathlib import Path

import pytest

from tests.unit.tools.testreport.events import result, summarised
from tools.testreport.coverage import FLOORS, measure
from tools.testreport.results import read_results

FOLDERS = ("persistence", "server", "tools", "benchmarks")
REPORT = "SF:{0}/one.py\nSTEPS:-1>1 1>-1\nend_of_record\n"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one line in each of the folders that count, all of them run."""
    for folder in FOLDERS:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "one.py").write_text("ONE = 1\n")
    (tmp_path / FLOORS).parent.mkdir()
    (tmp_path / FLOORS).write_text("[floor]\ntotal = 80\n")
    (tmp_path / "coverage.dat").write_text("".join(REPORT.format(folder) for folder in FOLDERS))
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    return tmp_path


def problems(checkout: Path, *events: str) -> list[str]:
    return measure(read_results(events).values(), checkout).problems


def test_it_is_open_when_enough_ran(checkout: Path) -> None:
    events = (result("//a", test_lcov=checkout / "coverage.dat"), summarised("//a", "PASSED"))

    assert problems(checkout, *events) == []


def test_a_module_that_nobody_imports_shuts_it(checkout: Path) -> None:
    (checkout / "server" / "nobody.py").write_text("TWO = 2\nTHREE = 3\n")
    events = (result("//a", test_lcov=checkout / "coverage.dat"), summarised("//a", "PASSED"))

    assert problems(checkout, *events) == ["66.66 % of the lines ran, 80 % are needed: 1 more must be tested"]


def test_a_failed_test_shuts_it(checkout: Path) -> None:
    events = (
        result("//a", test_lcov=checkout / "coverage.dat"),
        summarised("//a", "PASSED"),
        result("//b", "FAILED"),
        summarised("//b", "FAILED"),
    )

    assert problems(checkout, *events) == ["//b did not pass, so the coverage is not known"]


def test_a_passed_test_that_left_no_report_shuts_it(checkout: Path) -> None:
    events = (
        result("//a", test_lcov=checkout / "coverage.dat"),
        summarised("//a", "PASSED"),
        result("//b"),
        summarised("//b", "PASSED"),
    )

    assert problems(checkout, *events) == ["//b left no coverage report"]


def test_empty_reports_shut_it(checkout: Path) -> None:
    (checkout / "coverage.dat").write_text("")
    events = (result("//a", test_lcov=checkout / "coverage.dat"), summarised("//a", "PASSED"))

    assert "no line of server/ was measured: its tests did not run, or collected nothing" in problems(checkout, *events)


def test_no_test_shuts_it(checkout: Path) -> None:
    assert problems(checkout)


def test_a_missing_file_of_floors_shuts_it(checkout: Path) -> None:
    (checkout / FLOORS).unlink()
    events = (result("//a", test_lcov=checkout / "coverage.dat"), summarised("//a", "PASSED"))

    assert FLOORS in problems(checkout, *events)[0]


def test_of_many_failed_tests_two_are_named(checkout: Path) -> None:
    events = [summarised(f"//{name}", "FAILED") for name in "abcd"]

    assert problems(checkout, *events)[0] == "//a and //b and 2 more did not pass, so the coverage is not known"
