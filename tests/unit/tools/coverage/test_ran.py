"""What ran in a test, as text: read and added up."""

import pytest

from tools.coverage.ran import RanError, merge, parse

FIRST = """SF:server/one.py
STEPS:-1>1 1>3 3>-1
end_of_record
"""
SECOND = """SF:server/one.py
STEPS:1>3 3>5
end_of_record
SF:server/two.py
STEPS:
end_of_record
"""


def test_a_report_has_steps_by_source_file() -> None:
    assert parse(FIRST) == {"server/one.py": {(-1, 1), (1, 3), (3, -1)}}


def test_what_any_test_ran_has_run() -> None:
    assert merge([parse(FIRST), parse(SECOND)]) == {
        "server/one.py": {(-1, 1), (1, 3), (3, -1), (3, 5)},
        "server/two.py": set(),
    }


def test_two_records_of_one_file_become_one() -> None:
    assert parse(FIRST + SECOND) == merge([parse(FIRST), parse(SECOND)])


def test_a_file_without_steps_is_kept() -> None:
    """Bazel lists a file that no test imports in this way."""
    assert parse("SF:server/nobody.py\nend_of_record\n") == {"server/nobody.py": set()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SF:one.py\nSTEPS:1\nend_of_record\n", "line 2: 'STEPS:1' is not what ran"),
        ("SF:one.py\nSTEPS:1>2>3\nend_of_record\n", "line 2: 'STEPS:1>2>3' is not what ran"),
        ("SF:one.py\nDA:1,1\nend_of_record\n", "line 2: 'DA:1,1' is not what ran"),
        ("STEPS:1>2\n", "line 1: 'STEPS:1>2' is not what ran"),
        ("SF:one.py\nSTEPS:1>2\n", "ends within a record"),
    ],
    ids=["no_step", "too_long", "other_format", "no_file", "cut_off"],
)
def test_a_broken_report_is_an_error_and_not_an_empty_one(text: str, message: str) -> None:
    with pytest.raises(RanError, match=message):
        parse(text)
