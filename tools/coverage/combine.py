"""The `--coverage_report_generator`: adds up the reports of all tests for `bazel coverage --combined_report=lcov`."""

import argparse
from pathlib import Path

from tools.coverage.lcov import merge, parse, render


def main() -> None:
    """Reads the reports that `--reports_file` lists, one path a line, and writes their sum to `--output_file`.

    A source file that no test imports is in the result without lines, because Bazel lists it without lines.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports_file", type=Path, required=True)
    parser.add_argument("--output_file", type=Path, required=True)
    arguments, _ = parser.parse_known_args()
    reports = [Path(name) for name in arguments.reports_file.read_text(encoding="utf-8").split()]
    merged = merge(parse(report.read_text(encoding="utf-8")) for report in reports)
    arguments.output_file.write_text(render(merged), encoding="utf-8")


if __name__ == "__main__":
    main()
