"""The `--coverage_report_generator`: makes the one report of all tests for `bazel coverage --combined_report=lcov`."""

import argparse
from pathlib import Path

from tools.coverage.ran import merge, parse
from tools.coverage.report import lcov


def main() -> None:
    """Reads the reports that `--reports_file` lists, one path a line, and writes LCOV to `--output_file`.

    Bazel also lists the source files that no test imports: they are in the result with no line run. The sources are
    read where this runs, which `.bazelrc` has outside the sandbox: Bazel does not count them as inputs.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports_file", type=Path, required=True)
    parser.add_argument("--output_file", type=Path, required=True)
    arguments, _ = parser.parse_known_args()
    reports = [Path(name) for name in arguments.reports_file.read_text(encoding="utf-8").split()]
    ran = merge(parse(report.read_text(encoding="utf-8")) for report in reports)
    names = sorted(name for name in ran if name.endswith(".py"))
    arguments.output_file.write_text(lcov(ran, names, Path.cwd()), encoding="utf-8")


if __name__ == "__main__":
    main()
