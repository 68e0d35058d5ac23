"""The program: `./bazelw run //tests/ferry/corpus -- optuna huey`."""

import argparse
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from tests.ferry.corpus.fetch import FetchError
from tests.ferry.corpus.measure import Result, measure
from tests.ferry.corpus.packages import read_packages

_STORY = """\
Takes code bases from the package index (by name, version and hash), makes one of their classes the facade, and measures
ferry on them: the inventory against another checker (basedpyright) and decisions made by hand (decisions.toml), then
every step of the migration with the checks that each must pass.

The trees stay in --folder; nothing of theirs is committed. The environment of the checker is made there too.
"""
_CODES = "Exit codes: 0 every check passed, 1 something did not, 2 wrong use or nothing to be had from the index."


def main(arguments: list[str]) -> int:
    """Measure the packages that are named, or all."""
    packages = read_packages()
    parser = argparse.ArgumentParser(
        prog="corpus", description=_STORY, epilog=_CODES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(packages)}; all when none is named")
    parser.add_argument(
        "--folder", type=Path, default=Path.home() / ".cache" / "ferry-corpus", help="where trees are kept"
    )
    parser.add_argument("--json", metavar="FILE", help="write everything that was measured, - for standard output")
    parser.add_argument("--list", action="store_true", help="only list the packages")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(packages))
    if unknown:
        parser.error(f"no such package: {', '.join(unknown)}; there are {', '.join(packages)}")
    if options.list:
        for package in packages.values():
            print(f"{package.name} {package.version}: {package.facade} ({package.style})")
        return 0
    sys.setrecursionlimit(20_000)  # as the command line does
    # A folder that the command line names is where that was typed; Bazel starts programs elsewhere.
    os.chdir(os.environ.get("BUILD_WORKING_DIRECTORY", "."))
    folder = options.folder.absolute()
    start = time.monotonic()

    def progress(text: str) -> None:
        print(f"[{time.monotonic() - start:6.1f} s] {text}", file=sys.stderr, flush=True)

    try:
        results = [measure(packages[name], folder, progress) for name in options.names or packages]
    except FetchError as error:
        print(f"corpus: {error}", file=sys.stderr)
        return 2
    if options.json:
        text = json.dumps([asdict(result) for result in results], indent=2) + "\n"
        sys.stdout.write(text) if options.json == "-" else Path(options.json).write_text(text, encoding="utf-8")
    if options.json != "-":
        print(report(results))
    return 1 if any(r.problems or r.unreported or r.score.undecided or r.score.lost for r in results) else 0


def report(results: list[Result]) -> str:
    """Return the table for the README, and below it what did not hold."""
    heads = (
        "package",
        "uses",
        "recall",
        "precision",
        "unknown",
        "calls rewritten",
        "files",
        "own tests",
        "failed checks",
    )
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for r in results:
        uses = len(r.score.found) + len(r.score.missed)
        calls = f"{r.calls - r.left} of {r.calls} ({r.share:.1%})"
        tests = f"{r.passed_after} of {r.passed_before}" if r.passed_before else "not run"
        lines.append(
            f"| {r.package} {r.version} | {uses} | {r.score.recall:.1%} | {r.score.precision:.1%} | "
            f"{sum(r.unknown.values())} | {calls} | {r.files} | {tests} | {len(r.problems)} |"
        )
    for r in results:
        lines.append(f"\n{r.package}: sites {r.sites}, elsewhere {r.elsewhere}, unknown {r.unknown}")
        lines.append(f"  judged by hand {r.score.decided}, undecided {len(r.score.undecided)}, blockers {r.blockers}")
        for what in ("missed", "wrong", "undecided", "lost"):
            lines += [f"  {what}: {c.file}:{c.line}: {c.receiver}.{c.method}" for c in getattr(r.score, what)]
        lines += [f"  not reported: {place}" for place in r.unreported]
        lines += [f"  {problem}" for problem in r.problems]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
