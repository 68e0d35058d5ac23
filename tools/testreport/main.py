"""The program `./bazelw run //tools/testreport`: runs the tests, holds coverage against its floor, sums up.

The last line it prints is `N passed, N failed`, with the number of test cases of this run; results that Bazel had
already count like new ones.
"""

import argparse
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.testreport.coverage import measure
from tools.testreport.results import Target, read_results
from tools.testreport.summary import summary, total
from tools.workspace import workspace_root

_NO_TESTS = 4


def main(arguments: Sequence[str]) -> int:
    """Runs the tests; returns 0 when all passed and the gate is open, else 1, or 2 for wrong use."""
    parser = argparse.ArgumentParser(prog="./bazelw run //tools/testreport --", description="Run the tests.")
    parser.add_argument("--html", action="store_true", help="write the coverage of every source line as HTML pages")
    parser.add_argument("--no-gate", action="store_true", help="do not judge coverage: for a part of the tests")
    parser.add_argument("targets", nargs="*", default=["//..."], help="Bazel's patterns, and its flags; default: //...")
    options, flags = parser.parse_known_args(arguments)
    root = workspace_root()
    code, targets = run_bazel(root, [*flags, *options.targets])
    print()
    for line in summary(targets):
        print(line)
    gate_open = options.no_gate or _coverage(targets, root, html=options.html)
    bazel_failed = code not in {0, _NO_TESTS}
    count = total(targets, bazel_failed=bazel_failed)
    if bazel_failed:
        print(f"\nBazel ended with code {code}: see its messages above")
    ran = count.passed + count.failed > 0
    if not ran:
        print("\nno test ran")
    if count.skipped:
        print(f"\n{count.skipped} test cases were skipped; the log of their target says why")
    print(f"\n{count}")
    return 0 if code == 0 and ran and gate_open and not count.failed else 1


def run_bazel(root: Path, patterns: Sequence[str]) -> tuple[int, dict[str, Target]]:
    """Runs the tests with Bazel, whose messages appear as they come; returns its exit code and the results."""
    with tempfile.TemporaryDirectory(prefix="ferry-tests-") as folder:
        events = Path(folder) / "events.json"
        # The summary is made here: Bazel would name every coverage report.
        flags = ["--keep_going", "--test_summary=none", f"--build_event_json_file={events}"]
        command = [str(root / "bazelw"), "test", *flags, *patterns]
        code = subprocess.run(command, cwd=root, check=False).returncode
        lines = events.read_text(encoding="utf-8").splitlines() if events.exists() else []
    return code, read_results(lines)


def _coverage(targets: dict[str, Target], root: Path, *, html: bool) -> bool:
    """Prints the coverage; returns whether the gate is open."""
    report = measure(targets.values(), root)
    print("\ncoverage")
    for line in report.table():
        print(f"  {line}")
    if html:
        print(f"\ncoverage of every line: {report.write_html(root, root / 'bazel-out' / 'coverage-html')}")
    for problem in report.problems:
        print(f"coverage gate: {problem}")
    if not report.problems:
        print("coverage gate: open")
    return not report.problems
