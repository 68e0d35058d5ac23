"""The coverage of a run: the gate's verdict, the table, and the HTML report."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.coverage.floors import FloorsError, load_floors
from tools.coverage.gate import check, percent, read_reports
from tools.coverage.lcov import FileCoverage
from tools.coverage.pages import write_html
from tools.coverage.report import SourceError
from tools.coverage.sources import FIRST_PARTY, complete
from tools.coverage.table import table
from tools.testreport.results import Target
from tools.workspace import own_files

FLOORS = "tools/coverage/floors.toml"


@dataclass(frozen=True)
class CoverageReport:
    """Coverage of the source files that count.

    Attributes:
        files: by their names.
        problems: why the gate is shut; empty when it is open.
    """

    files: Mapping[str, FileCoverage]
    problems: list[str]

    @property
    def percentage(self) -> str:
        """The share of lines that ran."""
        files = self.files.values()
        return percent(sum(file.covered for file in files), sum(len(file.lines) for file in files))

    def table(self) -> list[str]:
        """Returns the table for the terminal."""
        return table(self.files)

    def write_html(self, root: Path, folder: Path) -> Path:
        """Writes the pages; returns the path of their index."""
        return write_html(self.files, root, folder)


def measure(targets: Collection[Target], root: Path) -> CoverageReport:
    """Adds up what the tests of a run collected and holds it against the floors.

    Every passed test has to have left a report, also an empty one; a failed test leaves none, and shuts the gate.
    """
    reports, problems = [], []
    if failed := [target.label for target in targets if not target.passed]:
        problems.append(f"{' and '.join(failed[:2])}{_more(failed[2:])} did not pass, so the coverage is not known")
    for target in targets:
        for attempt in target.attempts:
            if report := attempt.files.get("test.lcov"):
                reports.append(report)
            elif target.passed:
                problems.append(f"{target.label} left no coverage report")
    ran, unreadable = read_reports(reports)
    problems += unreadable
    try:
        floors = load_floors(root / FLOORS)
        names = [name for name in own_files(root, *(f"{folder}/*.py" for folder in FIRST_PARTY)) if floors.counts(name)]
        files = complete(ran, names, root)
    except (FloorsError, SourceError, OSError) as error:
        return CoverageReport({}, [*problems, str(error)])
    return CoverageReport(files, problems + check(files, floors))


def _more(labels: Sequence[str]) -> str:
    return f" and {len(labels)} more" if labels else ""
