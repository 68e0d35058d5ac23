"""The count of test cases is true."""

from pathlib import Path

import pytest

from tests.unit.tools.testreport.events import configured, result, summarised
from tools.testreport.cases import Count, count_target
from tools.testreport.results import read_results

MIXED = """<testsuites><testsuite>
<testcase name="one"/>
<testcase name="two"><failure message="no"/></testcase>
<testcase name="three"><skipped/></testcase>
<testcase name="four"><error/></testcase>
<testcase name="five"><system-out>text</system-out></testcase>
</testsuite></testsuites>"""
TWO = '<testsuite><testcase name="one"/><testcase name="two"/></testsuite>'
NONE = "<testsuites><testsuite tests='0'/></testsuites>"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "test.xml"


def count(*events: str) -> Count:
    return count_target(read_results(events)["//a"])


def test_each_case_counts_once(report: Path) -> None:
    report.write_text(MIXED)

    assert count(result("//a", "FAILED", test_xml=report), summarised("//a", "FAILED")) == Count(2, 2, 1)


def test_cases_of_a_result_that_bazel_already_had_count(report: Path) -> None:
    report.write_text(TWO)

    assert count(result("//a", cached=True, test_xml=report), summarised("//a", "PASSED")) == Count(passed=2)


def test_the_cases_of_all_shards_count(report: Path) -> None:
    report.write_text(TWO)
    shards = [result("//a", shard=shard, test_xml=report) for shard in (1, 2)]

    assert count(*shards, summarised("//a", "PASSED")) == Count(passed=4)


def test_an_empty_shard_counts_nothing(report: Path, tmp_path: Path) -> None:
    report.write_text(TWO)
    empty = tmp_path / "empty.xml"
    empty.write_text(NONE)

    shards = [result("//a", shard=1, test_xml=report), result("//a", shard=2, test_xml=empty)]

    assert count(*shards, summarised("//a", "PASSED")) == Count(passed=2)


def test_a_passed_test_without_cases_counts_as_one() -> None:
    assert count(result("//a"), summarised("//a", "PASSED")) == Count(passed=1)


def test_a_filter_that_fits_no_case_leaves_none_to_count(report: Path) -> None:
    report.write_text(NONE)

    assert count(result("//a", test_xml=report), summarised("//a", "PASSED")) == Count()


def test_a_case_that_fails_in_its_body_and_in_its_fixture_counts_once(report: Path) -> None:
    both = '<testcase classname="a" name="x"><failure/></testcase><testcase classname="a" name="x"><error/></testcase>'
    report.write_text(f"<testsuite>{both}</testsuite>")

    assert count(result("//a", "FAILED", test_xml=report), summarised("//a", "FAILED")) == Count(failed=1)


def test_a_failed_test_without_cases_counts_as_one() -> None:
    assert count(result("//a", "TIMEOUT"), summarised("//a", "TIMEOUT")) == Count(failed=1)


def test_a_test_that_fails_after_its_last_case_has_a_failure(report: Path) -> None:
    report.write_text(TWO)

    assert count(result("//a", "FAILED", test_xml=report), summarised("//a", "FAILED")) == Count(passed=2, failed=1)


def test_a_test_that_was_not_built_is_a_failure() -> None:
    assert count(configured("//a")) == Count(failed=1)


def test_an_unreadable_report_of_a_failed_test_is_a_failure(report: Path) -> None:
    report.write_text("<testsuite><testcase")

    assert count(result("//a", "FAILED", test_xml=report), summarised("//a", "FAILED")) == Count(failed=1)


def test_skipped_cases_are_no_part_of_the_plain_line() -> None:
    assert str(Count(3, 1)) == "3 passed, 1 failed"
    assert str(Count(3, 0, 2)) == "3 passed, 0 failed"
