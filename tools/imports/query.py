"""Asks Bazel for the build graph."""

import subprocess
from pathlib import Path

from tools.imports.targets import Target, parse_query


class QueryError(Exception):
    """Bazel could not read the BUILD files; the message is what Bazel said."""


def query_targets(root: Path) -> list[Target]:
    """Return all targets of the checkout at `root`.

    Raises `QueryError` when a BUILD file is broken.
    """
    # The attributes that the check reads; all inputs of a rule come in any case.
    command = [
        str(root / "bazelw"),
        "query",
        "//...",
        "--output=streamed_jsonproto",
        "--proto:output_rule_attrs=srcs,deps,actual",
        "--noproto:default_values",
        "--order_output=no",
        "--noshow_progress",
    ]
    result = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        raise QueryError(result.stderr.strip())
    return list(parse_query(result.stdout.splitlines()))
