"""Filters and shards: which test cases of a target run."""

from pathlib import Path

import pytest

from tests.unit.tools.pytest.conftest import Run

FIVE_TESTS = """
import pytest

@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_number(number): pass

class TestGroup:
    def test_inside(self): pass
"""


@pytest.mark.parametrize(
    ("wanted", "cases"),
    [
        ("inside", ["test_inside"]),
        ("sample and not number", ["test_inside"]),
        ("test_sample.py::TestGroup", ["test_inside"]),
        ("::test_number[2]", ["test_number[2]"]),
    ],
    ids=["keyword", "expression", "class", "case"],
)
def test_the_filter_takes_keywords_and_parts_of_a_node_id(run: Run, wanted: str, cases: list[str]) -> None:
    outcome = run(FIVE_TESTS, TESTBRIDGE_TEST_ONLY=wanted)

    assert outcome.code == 0
    assert outcome.cases == cases


def test_a_filter_that_fits_nothing_here_is_no_failure(run: Run) -> None:
    outcome = run(FIVE_TESTS, TESTBRIDGE_TEST_ONLY="of_another_target")

    assert (outcome.code, outcome.cases) == (0, [])


def test_a_filter_does_not_excuse_a_file_without_a_test(run: Run) -> None:
    assert run("", TESTBRIDGE_TEST_ONLY="anything").code != 0


def test_shards_deal_out_every_test_case_once(run: Run) -> None:
    shards = [run(FIVE_TESTS, TEST_TOTAL_SHARDS="2", TEST_SHARD_INDEX=str(index)) for index in range(2)]

    assert [shard.code for shard in shards] == [0, 0]
    assert shards[0].cases == ["test_number[1]", "test_number[3]", "test_inside"]
    assert shards[1].cases == ["test_number[2]", "test_number[4]"]


def test_a_sharded_test_tells_bazel_that_it_knows_of_shards(run: Run, tmp_path: Path) -> None:
    sign = tmp_path / "shards"

    run(FIVE_TESTS, TEST_TOTAL_SHARDS="2", TEST_SHARD_INDEX="0", TEST_SHARD_STATUS_FILE=str(sign))

    assert sign.exists()


def test_a_shard_without_a_test_case_passes(run: Run) -> None:
    outcome = run(FIVE_TESTS, TEST_TOTAL_SHARDS="9", TEST_SHARD_INDEX="8")

    assert (outcome.code, outcome.cases) == (0, [])


def test_a_shard_of_a_file_without_a_test_fails(run: Run) -> None:
    assert run("", TEST_TOTAL_SHARDS="9", TEST_SHARD_INDEX="8").code != 0
