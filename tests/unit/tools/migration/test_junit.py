"""Test cases as JUnit XML."""

from pathlib import Path

from tools.migration.junit import Case, read_cases, write_cases


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    cases = [
        Case("tests.test_a", "test_passes", seconds=0.5),
        Case("tests.test_a", "test_fails", failure="assert 1 == 2\n<details>"),
        Case("tests.test_b", "test_waits", skipped="not today"),
    ]

    write_cases(cases, tmp_path / "report.xml", "suite")

    assert read_cases(tmp_path / "report.xml") == cases


def test_the_suite_counts_its_cases(tmp_path: Path) -> None:
    write_cases([Case("a", "b"), Case("a", "c", failure="no")], tmp_path / "report.xml", "migrate_api")

    report = (tmp_path / "report.xml").read_text(encoding="utf-8")
    assert '<testsuite name="migrate_api" tests="2" failures="1" errors="0" skipped="0"' in report


def test_an_error_in_a_fixture_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "report.xml").write_text(
        '<testsuite><testcase classname="a" name="b"><error message="boom"/></testcase></testsuite>',
        encoding="utf-8",
    )

    assert read_cases(tmp_path / "report.xml") == [Case("a", "b", failure="boom")]
