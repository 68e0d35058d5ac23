"""The program `./bazelw run //tools/lint`."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.buildtools import InstallError
from tools.lint.buildifier_check import buildifier_check
from tools.lint.check import Check
from tools.lint.imports_check import imports_check
from tools.lint.mypy_checks import mypy_checks
from tools.lint.pages_check import pages_check
from tools.lint.ruff_checks import ruff_checks
from tools.lint.run import run_check
from tools.lint.summary import summary
from tools.workspace import workspace_root


def main(arguments: Sequence[str]) -> int:
    """Run the checks and return the exit code: 0 clean, 1 findings, 2 wrong use, 3 a tool could not be fetched."""
    parser = argparse.ArgumentParser(prog="./bazelw run //tools/lint --", description="Check the sources.")
    parser.add_argument("--fix", action="store_true", help="mend what a program can mend, then check")
    parser.add_argument(
        "only", nargs="*", metavar="CHECK", help="run only checks whose name starts with this: ruff, mypy"
    )
    options = parser.parse_args(arguments)
    try:
        checks = all_checks(workspace_root())
    except InstallError as error:
        print(f"lint: {error}", file=sys.stderr)
        return 3
    chosen = [check for check in checks if check.name.startswith(tuple(options.only) or "")]
    if not chosen:
        parser.error(f"no such check; there are: {', '.join(check.name for check in checks)}")
    outcomes = [run_check(check, fix=options.fix, tell=_tell) for check in chosen]
    for line in summary(outcomes):
        _tell(line)
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def all_checks(root: Path) -> list[Check]:
    """Return the checks of the checkout at `root`, quick ones first."""
    return [
        *ruff_checks(root),
        buildifier_check(root),
        pages_check(root),
        imports_check(root),
        *mypy_checks(root),
    ]


def _tell(line: str) -> None:
    print(line, flush=True)
