"""The LCOV format: read, merged and written."""

import pytest

from tools.coverage.lcov import FileCoverage, LcovError, merge, parse, render

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
SECOND = """SF:server/one.py
BRDA:3,0,jump to line 4,-
BRDA:3,0,jump to line 6,-
DA:1,1
DA:3,0
DA:4,0
DA:6,2
end_of_record
SF:server/two.py
DA:1,1
end_of_record
"""


def test_a_report_has_lines_and_branches() -> None:
    file = parse(FIRST)["server/one.py"]

    assert file.lines == {1: 1, 3: 1, 4: 1, 6: 0}
    assert file.branches == {(3, "0", "jump to line 4"): 1, (3, "0", "jump to line 6"): 0}
    assert file.covered == 3


def test_what_any_report_ran_has_run() -> None:
    merged = merge([parse(FIRST), parse(SECOND)])

    assert merged["server/one.py"].lines == {1: 2, 3: 1, 4: 1, 6: 2}
    assert merged["server/one.py"].branches[3, "0", "jump to line 4"] == 1
    assert merged["server/two.py"].covered == 1


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [parse(FIRST), parse(SECOND)]

    assert render(merge(reports)) == render(merge(reversed(reports)))


def test_two_records_of_one_file_become_one() -> None:
    assert parse(FIRST + FIRST)["server/one.py"].lines[1] == 2


def test_written_and_read_again_it_is_the_same() -> None:
    merged = merge([parse(FIRST), parse(SECOND)])

    assert parse(render(merged)) == merged


def test_a_file_without_lines_is_kept() -> None:
    """Bazel lists a file that no test imports in this way."""
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
