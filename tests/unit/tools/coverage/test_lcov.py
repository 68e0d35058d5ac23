"""The LCOV format, read."""

import pytest

from tools.coverage.lcov import FileCoverage, LcovError, parse

FIRST = """SF:server/one.py
BRDA:3,0,jump to line 4,1
BRDA:3,0,jump to line 6,0
DA:1,1
DA:3,1
DA:4,1
DA:6,0
LF:4
LH:3
end_of_record
"""


def test_a_report_has_lines_and_branches() -> None:
    file = parse(FIRST)["server/one.py"]

    assert file.lines == {1: 1, 3: 1, 4: 1, 6: 0}
    assert file.branches == {(3, "0", "jump to line 4"): 1, (3, "0", "jump to line 6"): 0}
    assert file.covered == 3


def test_two_records_of_one_file_become_one() -> None:
    assert parse(FIRST + FIRST)["server/one.py"].lines[1] == 2


def test_a_file_without_lines_is_kept() -> None:
    assert parse("SF:server/nobody.py\nend_of_record\n") == {"server/nobody.py": FileCoverage()}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("SF:one.py\nDA:1\nend_of_record\n", "line 2: 'DA:1' is not LCOV"),
        ("SF:one.py\nDA:first,1\nend_of_record\n", "line 2: 'DA:first,1' is not LCOV"),
        ("SF:one.py\nDA:1,1\n", "ends within the record of one.py"),
    ],
    ids=["no_count", "no_number", "cut_off"],
)
def test_a_broken_report_is_an_error_and_not_an_empty_one(text: str, message: str) -> None:
    with pytest.raises(LcovError, match=message):
        parse(text)
