"""Test the tree of one migration step; the program behind `migration_step_test`.

The tree keeps what its step promises (`ferry verify`, and a second `ferry apply` changes nothing), and its own test
suite passes on a PostgreSQL of its own, with an empty database.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from persistence.embedded import EmbeddedPostgres
from tools.migration.ferry import Ferry
from tools.migration.junit import Case, write_cases
from tools.migration.suite import run_suite
from tools.migration.tree import copy_tree, difference


def verify_cases(ferry: Ferry, tree: Path, scratch: Path, step: str | None) -> Iterator[Case]:
    """What the engine says about the tree; without a step, the tree is the code base before the first one."""
    facts = ferry.facts(tree, "verify")
    findings = [f"{found['file']}:{found['line']}: {found['message']}" for found in facts["findings"]]
    yield Case("ferry.verify", "nothing is un-awaited or blocking", "\n".join(findings) or None)
    if step is not None:
        again = scratch / "again"
        copy_tree(tree, again)
        ferry.facts(again, "apply", step)
        yield Case("ferry.apply", f"applying {step} again changes nothing", difference(tree, again) or None)


def suite_cases(tree: Path, scratch: Path, ignore: Sequence[str]) -> list[Case]:
    """The tree's own tests, on a PostgreSQL that ends with this process."""
    with EmbeddedPostgres.start(scratch / "postgres", durable=False, disposable=True) as server:
        only = os.environ.get("TESTBRIDGE_TEST_ONLY", "")
        return run_suite(tree, server.url(), scratch / "suite.xml", ignore=ignore, only=only)


def last_step(outputs: Sequence[Path]) -> str | None:
    """The step that was applied last according to the report; None without a report, before the first step."""
    for output in outputs:
        if output.suffix == ".json":
            applied: list[str] = json.loads(output.read_text(encoding="utf-8"))["applied"]
            return applied[-1]
    return None


def main() -> int:
    """Run all cases, write them for Bazel, and return 1 when one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ferry", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--outputs", type=Path, nargs="+", required=True, help="of the step; the tree is one of them")
    parser.add_argument("--ignore", action="append", default=[], help="a test file that cannot run in this tree")
    options = parser.parse_args()
    [source] = [output for output in options.outputs if output.suffix == ".tree"]
    step = last_step(options.outputs)

    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:
        scratch = Path(folder)
        tree = scratch / "tree"
        copy_tree(source, tree)
        ferry = Ferry(options.ferry.absolute(), options.config.absolute())
        cases = [
            *suite_cases(tree, scratch, options.ignore),
            *verify_cases(ferry, tree, scratch, step),
        ]
    if report := os.environ.get("XML_OUTPUT_FILE"):
        write_cases(cases, Path(report), source.stem)
    failed = [case for case in cases if case.failure is not None]
    for case in failed:
        sys.stdout.write(f"FAILED {case.group}: {case.name}\n{case.failure}\n")
    sys.stdout.write(f"{source.stem}: {len(cases) - len(failed)} passed, {len(failed)} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
