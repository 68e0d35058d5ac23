"""The denominator: every source file of ours, with the lines that could run."""

from collections.abc import Iterable
from pathlib import Path

from tools.coverage.lcov import Coverage, parse
from tools.coverage.ran import Ran
from tools.coverage.report import lcov

FIRST_PARTY = ("persistence", "server", "tools", "benchmarks")


def complete(ran: Ran, names: Iterable[str], root: Path) -> Coverage:
    """Returns the coverage of exactly these sources; what no test imports counts with all its lines as not run.

    Raises:
        SourceError: such a file is not Python.
    """
    return parse(lcov(ran, names, root))
