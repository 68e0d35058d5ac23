"""The coverage gate can shut."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tools.coverage.floors import Floors
from tools.coverage.gate import check, percent, read_reports
from tools.coverage.lcov import FileCoverage
from tools.coverage.sources import FIRST_PARTY

EIGHTY = Floors(total=80, folders={}, exempt={})


def files(covered: int, total: int) -> Mapping[str, FileCoverage]:
    """Coverage of all folders that count, with so many of so many lines run altogether."""
    one = {f"{folder}/one.py": FileCoverage({1: 1}) for folder in FIRST_PARTY}
    rest = FileCoverage({line: int(line <= covered - len(one)) for line in range(1, total - len(one) + 1)})
    return {**one, "tools/rest.py": rest}


def test_it_opens_at_the_floor() -> None:
    assert check(files(800, 1000), EIGHTY) == []


def test_it_is_shut_one_line_below() -> None:
    [problem] = check(files(799, 1000), EIGHTY)

    assert problem == "79.90 % of the lines ran, 80 % are needed: 1 more must be tested"


def test_a_percentage_that_would_be_rounded_up_to_the_floor_is_below_it() -> None:
    """79.995 % prints as 80.00 with two digits."""
    [problem] = check(files(15999, 20000), EIGHTY)

    assert problem.startswith("79.99 % of the lines ran")


def test_it_is_shut_without_any_data() -> None:
    problems = check({}, EIGHTY)

    assert [problem.split()[3] for problem in problems] == [f"{folder}/" for folder in FIRST_PARTY]


def test_it_is_shut_when_one_part_was_not_measured() -> None:
    some = dict(files(900, 1000))
    some["server/one.py"] = FileCoverage({1: 0})

    assert check(some, EIGHTY) == ["no line of server/ was measured: its tests did not run, or collected nothing"]


def test_a_folder_can_have_a_floor_of_its_own() -> None:
    floors = Floors(total=80, folders={"tools/": 85}, exempt={})

    assert check(files(900, 1000), floors) == []
    [problem] = check(files(810, 1000), floors)
    assert problem == "80.94 % of the lines of tools/ ran, 85 % are needed: 41 more must be tested"


@pytest.mark.parametrize("text", [None, "SF:one.py\nSTEPS:1>2\n"], ids=["missing", "cut_off"])
def test_a_report_that_cannot_be_read_is_a_problem(tmp_path: Path, text: str | None) -> None:
    report = tmp_path / "coverage.dat"
    if text is not None:
        report.write_text(text)

    collected, problems = read_reports([report])

    assert collected == {}
    assert [str(report) in problem for problem in problems] == [True]


def test_a_percentage_is_never_rounded_up() -> None:
    assert percent(99999, 100000) == "99.99 %"
    assert percent(1, 3) == "33.33 %"
    assert percent(3, 3) == "100.00 %"
