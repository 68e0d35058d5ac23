"""What is read from Bazel's build events."""

from pathlib import Path

import pytest

from tests.unit.tools.testreport.events import configured, result, summarised
from tools.testreport.results import read_results


def test_a_target_has_its_verdict_and_what_it_left(tmp_path: Path) -> None:
    log = tmp_path / "a log with spaces"

    targets = read_results([configured("//a"), result("//a", "FAILED", test_log=log), summarised("//a", "FAILED")])

    assert targets["//a"].status == "FAILED"
    assert not targets["//a"].passed
    assert targets["//a"].attempts[0].files == {"test.log": log}
    assert targets["//a"].attempts[0].seconds == 1.5


def test_the_last_attempt_of_each_shard_counts() -> None:
    events = [
        result("//a", "FAILED", shard=1, attempt=1),
        result("//a", "PASSED", shard=2),
        result("//a", "PASSED", shard=1, attempt=2),
        summarised("//a", "FLAKY"),
    ]

    target = read_results(events)["//a"]

    assert [attempt.status for attempt in target.attempts] == ["PASSED", "PASSED"]
    assert target.passed


def test_a_test_that_was_not_built_has_not_passed() -> None:
    target = read_results([configured("//a")])["//a"]

    assert (target.passed, target.attempts) == (False, [])


def test_a_file_that_was_cut_off_is_an_error() -> None:
    with pytest.raises(ValueError, match=r"Unterminated|Expecting"):
        read_results([configured("//a"), '{"id": {"testRes'])
