"""The coverage gate: whether enough of our code ran, and no way to pass by having measured nothing."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from tools.coverage.floors import Floors
from tools.coverage.lcov import FileCoverage
from tools.coverage.ran import Ran, RanError, merge, parse
from tools.coverage.sources import FIRST_PARTY


def read_reports(reports: Iterable[Path]) -> tuple[Ran, list[str]]:
    """Reads and adds up what ran in the tests; returns their sum and what is wrong with the reports."""
    parsed, problems = [], []
    for report in reports:
        try:
            parsed.append(parse(report.read_text(encoding="utf-8")))
        except (RanError, OSError) as error:
            problems.append(f"the coverage report {report} cannot be read: {error}")
    return merge(parsed), problems


def check(files: Mapping[str, FileCoverage], floors: Floors) -> list[str]:
    """Returns why the gate does not open; nothing, when it does.

    Args:
        files: the coverage of every source file that counts, also of those that no test imports.
        floors: what is demanded.
    """
    problems = [
        f"no line of {folder}/ was measured: its tests did not run, or collected nothing"
        for folder in FIRST_PARTY
        if not any(file.covered for name, file in files.items() if name.startswith(f"{folder}/"))
    ]
    for folder, floor in {"": floors.total, **floors.folders}.items():
        parts = [file for name, file in files.items() if name.startswith(folder)]
        total, covered = sum(len(file.lines) for file in parts), sum(file.covered for file in parts)
        # Whole numbers: 79.995 % is not 80 %.
        if covered * 100 < floor * total:
            missing = -(-floor * total // 100) - covered
            lines = f"lines of {folder}" if folder else "lines"
            problems.append(
                f"{percent(covered, total)} of the {lines} ran, {floor} % are needed: {missing} more must be tested"
            )
    return problems


def percent(covered: int, total: int) -> str:
    """Returns a percentage with two digits that is never rounded up."""
    if not total:
        return "no line"
    hundredths = covered * 10000 // total
    return f"{hundredths // 100}.{hundredths % 100:02} %"
