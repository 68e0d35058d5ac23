"""Runs a test under coverage.py: the `coverage_tool` of the Python toolchain.

Bazel's launcher of a Python program calls it twice, as if it were coverage.py's own command:

    collect.py run --rcfile=… --append --branch MAIN ARGUMENT…
    collect.py lcov --rcfile=… -o OUTPUT

The first call does it all and writes what ran to `$COVERAGE_DIR/pylcov.dat`, which is what the second asks for: one
start of Python less for every test. It is not yet LCOV: to work out what of a source file could run takes seconds where
a test imports the migration engine, and is done once for all tests (`report.py`). The settings are ours and not the
rcfile's, which the launcher writes: code after an `await` through SQLAlchemy runs in a greenlet, and Python started by
the test counts too.
"""

import importlib.util
import os
import runpy
import site
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage import CoverageData

SITE = Path(__file__).with_name("site")


def main(arguments: list[str]) -> int:
    """Does what the launcher asks for; returns the exit code of the program that is measured."""
    if arguments[0] == "lcov":
        return 0
    program = next(index for index, argument in enumerate(arguments[1:], 1) if not argument.startswith("--"))
    _hide_what_is_not_the_tests()
    sys.path.append(str(_site_packages_of_coverage()))
    return measure(
        arguments[program:], Path(os.environ["COVERAGE_DIR"]), manifest(Path(os.environ["COVERAGE_MANIFEST"]))
    )


def manifest(file: Path) -> dict[str, str]:
    """Reads which files are to be measured, as a mapping of their real paths to the names that Bazel gives them."""
    names = file.read_text(encoding="utf-8").split()
    return {os.path.realpath(name): name for name in names if name.endswith(".py")}


def measure(command: list[str], folder: Path, names: dict[str, str]) -> int:
    """Runs a program in this process, writes what ran to `pylcov.dat` in the folder, and returns the exit code."""
    from coverage import Coverage  # noqa: PLC0415 (it is found only once `main` has looked for it)

    settings = folder / "coverage.ini"
    settings.write_text(_settings(folder, names), encoding="utf-8")
    _measure_child_processes(settings)
    coverage = Coverage(config_file=str(settings))
    coverage.start()
    try:
        code = _run(command)
    finally:
        coverage.stop()
        coverage.save()
    coverage.combine([str(folder)])
    (folder / "pylcov.dat").write_text(_ran(coverage.get_data(), names), encoding="utf-8")
    return code


def _ran(data: "CoverageData", names: dict[str, str]) -> str:
    """Returns the steps from line to line in each source file, in the form that `ran.py` reads."""
    records = []
    for path in sorted(data.measured_files()):
        steps = " ".join(f"{before}>{after}" for before, after in sorted(data.arcs(path) or ()))
        records.append(f"SF:{names[os.path.realpath(path)]}\nSTEPS:{steps}\nend_of_record\n")
    return "".join(records)


def _settings(folder: Path, names: dict[str, str]) -> str:
    # greenlet's part of the tracer needs greenlet, which only some tests have.
    concurrency = "greenlet,thread" if importlib.util.find_spec("greenlet") else "thread"
    included = "".join(f"\n    {path}" for path in sorted(names))
    return (
        f"[run]\nbranch = true\nparallel = true\nsigterm = true\nconcurrency = {concurrency}\n"
        f"data_file = {folder}/coverage.data\ninclude ={included or ' none'}\n"
        "disable_warnings = no-data-collected, module-not-measured, couldnt-parse\n"
    )


def _run(command: list[str]) -> int:
    sys.argv = command
    try:
        runpy.run_path(command[0], run_name="__main__")
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    return 0


def _measure_child_processes(settings: Path) -> None:
    """Makes every Python that inherits this environment measure itself: `sitecustomize` is imported at its start."""
    os.environ["COVERAGE_PROCESS_START"] = str(settings)
    os.environ["PYTHONPATH"] = os.pathsep.join(
        [str(SITE), os.environ.get("PYTHONPATH", ""), str(_site_packages_of_coverage())]
    )


def _site_packages_of_coverage() -> Path:
    """Returns where the package `coverage` is: known already, or among the files of the test.

    The name of its folder there depends on Bazel's mode.
    """
    known = importlib.util.find_spec("coverage")
    if known and known.origin:
        return Path(known.origin).parents[1]
    return next(Path(os.environ["TEST_SRCDIR"]).glob("*/site-packages/coverage/__init__.py")).parents[1]


def _hide_what_is_not_the_tests() -> None:
    """Takes out of sight what no target declares, for this process and those that it starts.

    The launcher adds the folder two above this file, as it would be right for coverage.py's own command: it holds
    packages named `coverage` and `pytest` that are ours. This machine's packages go as in `tools/pytest/main.py`.
    """
    hidden = {str(Path(__file__).parents[1])}
    if "TEST_SRCDIR" in os.environ:
        hidden |= {*site.getsitepackages(), site.getusersitepackages()}
    sys.path[:] = [folder for folder in sys.path if folder not in hidden]
    inherited = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    os.environ["PYTHONPATH"] = os.pathsep.join(folder for folder in inherited if folder not in hidden)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
