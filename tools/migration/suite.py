"""Running the test suite that a tree brings along."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.migration.junit import Case, read_cases

_NO_TESTS_COLLECTED = 5


def run_suite(tree: Path, database_url: str, report: Path, *, ignore: Sequence[str] = (), only: str = "") -> list[Case]:
    """Run pytest in the tree, on the given database, and return one case for each of its tests.

    The tree comes first on the import path and this repository is not on it. `ignore` are files that are not collected;
    `only` is an expression for pytest's `-k`. What pytest prints goes to this process's output. A run without a test
    (unless `only` chose none), and one that ends before its report, is a failed case.
    """
    arguments = [f"--junitxml={report}", "-p", "no:cacheprovider", *(f"--ignore={file}" for file in ignore)]
    if only:
        arguments += ["-k", only]
    done = subprocess.run(
        [sys.executable, "-s", "-P", "-m", "pytest", *arguments],
        cwd=tree,
        env=_environment(tree, database_url),
        check=False,
    )
    cases = read_cases(report) if report.exists() else []
    if done.returncode == _NO_TESTS_COLLECTED and only:
        return []
    if done.returncode != 0 and not any(case.failure for case in cases):
        return [*cases, Case("suite", "pytest ran the suite to its end", f"pytest ended with {done.returncode}")]
    return cases


def _environment(tree: Path, database_url: str) -> dict[str, str]:
    packages = [path for path in sys.path if "site-packages" in path]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR", "LANG") if name in os.environ}
    return {
        **kept,
        "FERRY_DATABASE_URL": database_url,
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join([str(tree), *packages]),
    }
