"""`shard_count` deals the test cases out: each process runs some of these, and none runs all."""

import os

import pytest

ran: list[int] = []


@pytest.mark.skipif("TEST_SRCDIR" not in os.environ, reason="looks at what Bazel gives to a test")
@pytest.mark.parametrize("number", range(6))
def test_a_shard_runs_every_third_case(number: int) -> None:
    ran.append(number)

    assert os.environ["TEST_TOTAL_SHARDS"] == "3"
    assert number % 3 == int(os.environ["TEST_SHARD_INDEX"])
    assert len(ran) <= 2
