"""Test the tree of one migration step; the program behind `migration_step_test`.

The tree keeps what its step promises (`ferry verify`, and a second `ferry apply` changes nothing), and its own test
suite passes on a PostgreSQL of its own, with an empty database.
"""

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from persistence.embedded import EmbeddedPostgres
from tools.migration.ferry import Ferry
from tools.migration.junit import Case, write_cases
from tools.migration.suite import run_suite
from tools.migration.tree import copy_tree, difference


def verify_case(ferry: Ferry, tree: Path, scope: Sequence[str], ignore: Sequence[str]) -> Case:
    """What `ferry verify` finds in the tree, outside the files that a later step deletes."""
    findings = [
        f"{found['file']}:{found['line']}: {found['rule']}: {found['message']}"
        for found in ferry.facts(tree, "verify", *scope)["findings"]
        if found["file"] not in ignore
    ]
    name = " ".join(("verify", *scope))
    return Case("ferry", f"{name} finds nothing", "\n".join(findings) or None)


def again_case(ferry: Ferry, tree: Path, step: str, scratch: Path) -> Case:
    """Whether the step changes the tree that it made."""
    again = scratch / "again"
    copy_tree(tree, again)
    ferry.apply(again, step)
    return Case("ferry", f"apply {step} changes nothing when it is done again", difference(tree, again) or None)


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


def arguments() -> argparse.Namespace:
    """The arguments that the rule gives."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ferry", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True)
    parser.add_argument("--outputs", type=Path, nargs="+", required=True, help="of the step; the tree is one of them")
    parser.add_argument("--ignore", action="append", default=[], help="a test file that cannot run in this tree")
    parser.add_argument("--migrated", action="append", default=[], help="a category without the facade")
    parser.add_argument("--strict", action="store_true", help="nothing anywhere names the facade")
    return parser.parse_args()


def all_cases(options: argparse.Namespace, source: Path) -> list[Case]:
    """The cases of the suite and those of the engine, on a copy of the tree."""
    scope = ["--strict"] if options.strict else [f"--migrated={category}" for category in options.migrated]
    step = last_step(options.outputs)
    with tempfile.TemporaryDirectory(dir=os.environ.get("TEST_TMPDIR")) as folder:
        scratch = Path(folder)
        tree = scratch / "tree"
        copy_tree(source, tree)
        ferry = Ferry(options.ferry.absolute(), options.config.absolute())
        return [
            *suite_cases(tree, scratch, options.ignore),
            verify_case(ferry, tree, scope, options.ignore),
            *([again_case(ferry, tree, step, scratch)] if step else []),
        ]


def main() -> int:
    """Run all cases, write them for Bazel, and return 1 when one failed."""
    options = arguments()
    [source] = [output for output in options.outputs if output.suffix == ".tree"]
    cases = all_cases(options, source)
    if report := os.environ.get("XML_OUTPUT_FILE"):
        write_cases(cases, Path(report), source.stem)
    failed = [case for case in cases if case.failure is not None]
    for case in failed:
        sys.stdout.write(f"FAILED {case.group}: {case.name}\n{case.failure}\n")
    sys.stdout.write(f"{source.stem}: {len(cases) - len(failed)} passed, {len(failed)} failed\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
