"""The denominator: every source file of ours, with the lines that could run."""

from collections.abc import Iterable, Mapping
from pathlib import Path

from coverage.exceptions import NotPython
from coverage.parser import PythonParser

from tools.coverage.lcov import Coverage, FileCoverage

FIRST_PARTY = ("persistence", "server", "tools", "benchmarks")

_EXCLUDED_LINE = r"#\s*(pragma|PRAGMA)[:\s]?\s*(no|NO)\s*(cover|COVER)"


class SourceError(ValueError):
    """A source file cannot be read as Python."""


def executable_lines(text: str, name: str) -> set[int]:
    """Returns the lines of a module that coverage.py would count, by its own reading of the module.

    Raises:
        SourceError: the text is not Python.
    """
    parser = PythonParser(text=text, filename=name, exclude=_EXCLUDED_LINE)
    try:
        parser.parse_source()
    except NotPython as error:
        raise SourceError(f"{name}: {error}") from error
    return set(parser.statements)


def complete(collected: Mapping[str, FileCoverage], sources: Iterable[str], root: Path) -> Coverage:
    """Returns the coverage of exactly these sources; what no test imports counts with all its lines as not run.

    Raises:
        SourceError: such a file is not Python.
    """
    return {name: collected.get(name) or _never_imported(root / name, name) for name in sources}


def _never_imported(file: Path, name: str) -> FileCoverage:
    lines = executable_lines(file.read_text(encoding="utf-8"), name)
    return FileCoverage(lines=dict.fromkeys(sorted(lines), 0))
