"""Measures ferry on a large tree, beside a plain type check of it: `./bazelw run //benchmarks:ferry -- --help`."""

import argparse
import json
import os
import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from benchmarks.ferry.generate import SIZES, generate
from benchmarks.ferry.layers import STEPS
from benchmarks.ferry.measure import Row, measure
from benchmarks.ferry.report import PLAIN, table
from tools.ferry.types.pyrefly import find_binary

_PROGRAM = "from tools.ferry.cli.main import main; raise SystemExit(main())"
_EDITED = "app/services/guild/service.py"


def main() -> None:
    """Reads the command line, measures, and reports."""
    parser = argparse.ArgumentParser(description="Ferry on a generated tree, beside a plain type check of the same.")
    parser.add_argument(
        "--size",
        choices=sorted(SIZES),
        default="full",
        help="`small` for a quick look, `dense` with more uses of the facade than code that people write",
    )
    parser.add_argument("--json", type=Path, help="write the rows to this file")
    arguments = parser.parse_args()
    # A file that the command line names is where that was typed; Bazel starts programs elsewhere.
    os.chdir(os.environ.get("BUILD_WORKING_DIRECTORY", "."))
    with tempfile.TemporaryDirectory(prefix="ferry-benchmark-") as folder:
        tree = Path(folder) / "tree"
        written = generate(tree, SIZES[arguments.size])
        say(f"{written.modules} modules, {written.lines:,} lines")
        rows: list[Row] = []
        for row in _measure_all(tree, Path(folder)):
            say(f"{row.what}: {row.wall_s:.1f} s")
            rows.append(row)
    sys.stdout.write(f"\n{written.modules} modules, {written.lines:,} lines, {os.cpu_count()} cores\n")
    sys.stdout.write(f"{table(rows)}\n{_sums(rows)}\n")
    if arguments.json:
        facts = {"modules": written.modules, "lines": written.lines, "rows": [asdict(row) for row in rows]}
        arguments.json.write_text(json.dumps(facts, indent=1) + "\n")


def say(text: str) -> None:
    """Show progress."""
    sys.stderr.write(f"{text}\n")


def _measure_all(tree: Path, scratch: Path) -> Iterator[Row]:
    environment = {**os.environ, "FERRY_CACHE_DIR": str(scratch / "cache"), "PYTHONPATH": os.pathsep.join(sys.path)}
    # As installed packages have it: bytecode beside the sources, or here where that may not be written.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["PYTHONPYCACHEPREFIX"] = str(scratch / "bytecode")
    yield _plain_check(tree, scratch, environment)
    for command in ("inventory", "plan"):
        yield _ferry(f"{command}, cold", [command], tree, environment)
    _edit_body(tree)
    for command in ("inventory", "plan"):
        yield _ferry(f"{command}, warm, one body changed", [command], tree, environment)
    _edit_signature(tree)
    yield _ferry("inventory, warm, one signature changed", ["inventory"], tree, environment)
    for step in STEPS:
        yield _ferry(f"apply {step}", ["apply", step], tree, environment)
    yield _ferry("verify", ["verify"], tree, environment)


def _ferry(what: str, arguments: list[str], tree: Path, environment: Mapping[str, str]) -> Row:
    command = [sys.executable, "-c", _PROGRAM, "--quiet", "--root", str(tree), *arguments]
    return measure(what, command, tree.parent, environment)


def _plain_check(tree: Path, scratch: Path, environment: Mapping[str, str]) -> Row:
    settings = scratch / "pyrefly.toml"
    settings.write_text(
        f'search-path = ["{tree}"]\nskip-interpreter-query = true\nproject-includes = ["{tree}/**/*.py"]\n'
    )
    command = [str(find_binary(scratch)), "check", "--config", str(settings), "--output-format", "omit-errors"]
    return measure(PLAIN, command, scratch, environment)


def _edit_body(tree: Path) -> None:
    """Add a line to the body of an annotated function: what other files see stays the same."""
    _edit(
        tree, r'(def title_of\(self, key: str\) -> str:\n        """Name it\."""\n)', r"\1        key = key.strip()\n"
    )


def _edit_signature(tree: Path) -> None:
    """Give a function another parameter: what other files see is another."""
    _edit(tree, r"def title_of\(self, key: str\)", 'def title_of(self, key: str, other: str = "")')


def _edit(tree: Path, pattern: str, replacement: str) -> None:
    file = tree / _EDITED
    text, count = re.subn(pattern, replacement, file.read_text(encoding="utf-8"), count=1)
    if count != 1:
        raise RuntimeError(f"{_EDITED} has no place to edit")
    file.write_text(text, encoding="utf-8")


def _sums(rows: list[Row]) -> str:
    """Return the sums that the aims are about."""
    groups = {
        "inventory + plan, cold (aim: 45 s)": [r for r in rows if r.what.endswith("cold")],
        "inventory + plan, warm (aim: 5 s)": [r for r in rows if r.what.endswith("body changed")],
        "apply of everything (aim: 90 s)": [r for r in rows if r.what.startswith("apply")],
    }
    lines = [f"{name}: {sum(r.wall_s for r in found):.1f} s wall, {sum(r.cpu_s for r in found):.1f} s of processor time"
             for name, found in groups.items()]  # fmt: skip
    return "\n".join([*lines, f"peak memory (aim: 2,048 MB): {max(r.peak_mb for r in rows):.0f} MB"])


if __name__ == "__main__":
    main()
