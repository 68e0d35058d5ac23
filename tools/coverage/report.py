"""From what ran to what of it could have run: coverage.py's own report in the LCOV format."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from coverage import Coverage, CoverageData
from coverage.exceptions import NoDataError, NotPython

from tools.coverage.ran import Ran

_SETTINGS = "[run]\nbranch = true\n"


class SourceError(ValueError):
    """A source file cannot be read as Python."""


def lcov(ran: Ran, names: Iterable[str], root: Path) -> str:
    """Returns the report of these source files, with the names that they have below the root.

    A file of which nothing ran is in it with all lines that could run.

    Raises:
        SourceError: such a file is not there, or not Python.
    """
    paths = {name: os.path.realpath(root / name) for name in names}
    if missing := next((name for name, path in paths.items() if not Path(path).is_file()), None):
        raise SourceError(f"{missing}: there is no such file")
    with tempfile.TemporaryDirectory(prefix="ferry-coverage-") as folder:
        settings, report = Path(folder) / "coverage.ini", Path(folder) / "lcov"
        settings.write_text(_SETTINGS, encoding="utf-8")
        data = CoverageData(basename=f"{folder}/data")
        data.add_arcs({path: sorted(ran.get(name, ())) for name, path in paths.items()})
        data.touch_files(list(paths.values()))
        data.close()
        coverage = Coverage(data_file=f"{folder}/data", config_file=str(settings))
        coverage.load()
        try:
            coverage.lcov_report(outfile=str(report))
        except NoDataError:
            return ""
        except NotPython as error:
            raise SourceError(str(error)) from error
        finally:
            coverage.get_data().close()
        return _named(report.read_text(encoding="utf-8"), {path: name for name, path in paths.items()})


def _named(report: str, names: dict[str, str]) -> str:
    lines = report.splitlines(keepends=True)
    for index, line in enumerate(lines):
        if line.startswith("SF:"):
            lines[index] = f"SF:{names[os.path.realpath(line[3:].strip())]}\n"
    return "".join(lines)
