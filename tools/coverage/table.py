"""Coverage for the terminal: one line a folder, worst first."""

from collections import defaultdict
from collections.abc import Mapping
from pathlib import PurePosixPath

from tools.coverage.gate import percent
from tools.coverage.lcov import FileCoverage

_WORST_FILES = 10


def table(files: Mapping[str, FileCoverage]) -> list[str]:
    """Returns the lines of the table: folders, then the files with the most lines that did not run, then the total."""
    folders: dict[str, list[FileCoverage]] = defaultdict(list)
    for name, file in files.items():
        folders[str(PurePosixPath(name).parent)].append(file)
    rows = [_row(name, group) for name, group in folders.items()]
    lines = [f"{'folder':<44} {'lines':>6} {'missed':>6}   covered"]
    lines += [text for _, text in sorted(rows)]
    lines += ["", "the files with most to win:"]
    worst = sorted(files.items(), key=lambda item: (item[1].covered - len(item[1].lines), item[0]))
    lines += [_row(name, [file])[1] for name, file in worst[:_WORST_FILES] if file.covered < len(file.lines)]
    return [*lines, "", _row("all", list(files.values()))[1]]


def _row(name: str, files: list[FileCoverage]) -> tuple[tuple[float, str], str]:
    """Returns the key to sort by, and the text."""
    total, covered = sum(len(file.lines) for file in files), sum(file.covered for file in files)
    share = covered / total if total else 1.0
    return (share, name), f"{name:<44} {total:>6} {total - covered:>6}   {percent(covered, total):>8}"
