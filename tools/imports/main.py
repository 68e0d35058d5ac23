"""The program `./bazelw run //tools/imports`."""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.buildtools import InstallError, installed_buildtools
from tools.imports.check import Checker
from tools.imports.distributions import Distributions
from tools.imports.findings import Finding
from tools.imports.layers import RULES, Layers
from tools.imports.query import QueryError, query_targets
from tools.imports.report import report
from tools.workspace import own_files, workspace_root


def main(arguments: Sequence[str]) -> int:
    """Run the check and return the exit code: 0 clean, 1 findings, 2 wrong use, 3 Bazel or buildozer failed."""
    parser = argparse.ArgumentParser(
        prog="./bazelw run //tools/imports --", description="Compare the deps in BUILD files with the imports."
    )
    parser.add_argument("--fix", action="store_true", help="let buildozer add and remove dependencies, then check")
    options = parser.parse_args(arguments)
    root = workspace_root()
    try:
        findings, targets = find(root)
        if options.fix and mend(root, findings):
            findings, targets = find(root)
    except (QueryError, InstallError) as error:
        print(f"imports: {error}", file=sys.stderr)
        return 3
    for line in report(findings):
        print(line)
    print(f"imports: {len(findings) or 'no'} findings in {targets} targets")
    return 1 if findings else 0


def find(root: Path) -> tuple[list[Finding], int]:
    """Return the findings in the checkout at `root` and the number of targets that Bazel knows there."""
    targets = query_targets(root)
    checker = Checker(root, targets, Distributions.installed(), Layers.load(RULES))
    return checker.check(own_files(root, "*.py")), len(targets)


def mend(root: Path, findings: Sequence[Finding]) -> bool:
    """Let buildozer carry out the commands of the findings; `False` when there are none.

    Raises `InstallError` when buildozer cannot be fetched.
    """
    lines = [f"{finding.edit.change}|{finding.edit.target}" for finding in findings if finding.edit is not None]
    if not lines:
        return False
    command = [str(installed_buildtools().buildozer), "-quiet", "-f", "-"]
    subprocess.run(command, cwd=root, input="\n".join(lines), text=True, check=True)
    return True
