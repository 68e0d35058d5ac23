"""Build the tree of one migration step from the tree of its predecessor; the action behind `migration_step`."""

import argparse
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from tools.migration.ferry import Ferry
from tools.migration.tree import copy_tree, difference


@dataclass(frozen=True)
class Outputs:
    """Where the results go: the tree, the report as data and as a page, and the difference."""

    tree: Path
    report: Path
    page: Path
    diff: Path


def build_step(ferry: Ferry, start: Path, outputs: Outputs, *, applied: list[str], apply: list[str]) -> None:
    """Copy `start`, apply the steps in order, and write the outputs.

    The report names the steps that made the tree, counts by category what is left of the facade, and holds the engine's
    own report of each step that was applied here; the page is that of the last one.
    """
    copy_tree(start, outputs.tree)
    reports = [ferry.apply(outputs.tree, step, "--html", str(outputs.page)) for step in apply]
    sites = ferry.facts(outputs.tree, "inventory")["sites"]
    left = Counter(site["category"] for site in sites if site["kind"] != "mention")
    facts = {"version": 1, "applied": [*applied, *apply], "sites": dict(sorted(left.items())), "reports": reports}
    outputs.report.write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")
    outputs.diff.write_text(difference(start, outputs.tree), encoding="utf-8")


def main() -> None:
    """Read the arguments that the rule gives, and build."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--ferry", "--config", "--start", "--tree"):
        parser.add_argument(name, type=Path, required=True)
    parser.add_argument("--output", type=Path, action="append", required=True, help="report, page, diff")
    parser.add_argument("--applied", action="append", default=[], help="a step that `start` holds")
    parser.add_argument("--apply", action="append", required=True, help="a step to apply")
    options = parser.parse_args()
    build_step(
        Ferry(options.ferry, options.config),
        options.start,
        Outputs(options.tree, *options.output),
        applied=options.applied,
        apply=options.apply,
    )


if __name__ == "__main__":
    main()
