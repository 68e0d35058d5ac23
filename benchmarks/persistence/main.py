"""Measures the persistence layer and its peers in one run, on a PostgreSQL of its own that is gone afterwards.

    ./bazelw run //benchmarks:persistence -- --quick
    ./bazelw run //benchmarks:persistence -- --json /tmp/rows.json --svg /tmp/plot.svg
    ./bazelw run //benchmarks:persistence -- --soak

The peers are plain asyncpg and psycopg (one query for each call, a pool), SQLAlchemy's ORM (a session for each
call), the same behind a synchronous facade (shim), and pgbench with prepared statements, as what a client in C gets. In
each cell the peers take turns, so that whatever else the machine does befalls them all.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from benchmarks.persistence.aims import judged
from benchmarks.persistence.dataset import Dataset, fill
from benchmarks.persistence.ferry_peer import SAVE_LOOP
from benchmarks.persistence.plot import svg
from benchmarks.persistence.report import table
from benchmarks.persistence.run import FULL, OPERATIONS, QUICK, measure_all, measure_memory
from persistence.embedded import EmbeddedPostgres
from persistence.schema.migrate import upgrade

_SOAK_CALLS = 1_000_000
# For the most callers that pgbench has; and no checkpoint by time, which would befall one peer alone.
_SETTINGS = {
    "max_connections": "700",
    "shared_buffers": "256MB",
    "max_wal_size": "16GB",
    "checkpoint_timeout": "1d",
    "autovacuum": "off",
}


def main() -> None:
    """Reads the command line, measures, and reports."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="less data, 1 and 128 callers, under a minute")
    parser.add_argument("--only", choices=OPERATIONS, help="one operation instead of all")
    parser.add_argument("--soak", action="store_true", help="no peers: the layer's memory over a million calls")
    parser.add_argument(
        "--fsync",
        action="store_true",
        help="commits reach the disk, for all peers; without it the disk, which is the same for all, is left out",
    )
    parser.add_argument("--json", type=Path, help="write the rows to this file")
    parser.add_argument("--svg", type=Path, help="write a plot to this file")
    arguments = parser.parse_args()
    # A file that the command line names is where that was typed; Bazel starts programs elsewhere.
    os.chdir(os.environ.get("BUILD_WORKING_DIRECTORY", "."))
    _check_writable(path for path in (arguments.json, arguments.svg) if path is not None)
    with tempfile.TemporaryDirectory(prefix="ferry-benchmark-") as folder:
        # The server may run as another user.
        Path(folder).chmod(0o755)
        with EmbeddedPostgres.start(Path(folder) / "data", durable=arguments.fsync, settings=_SETTINGS) as server:
            found = asyncio.run(_measure(server.url(), arguments))
    if arguments.json:
        arguments.json.write_text(json.dumps(found, indent=1) + "\n")


async def _measure(url: str, arguments: argparse.Namespace) -> dict[str, Any]:
    plan = QUICK if arguments.quick else FULL
    if arguments.only:
        plan = replace(plan, operations=(arguments.only,))
    await upgrade(url)
    _say(f"filling the database with {plan.players:,} players")
    await fill(url, Dataset(plan.players))
    if arguments.soak:
        readings = [reading async for reading in measure_memory(url, plan.players, _SOAK_CALLS, _say)]
        grown = readings[-1].resident_mb - readings[0].resident_mb
        print(
            f"after {readings[0].calls:,} calls {readings[0].resident_mb} MB, after {readings[-1].calls:,} {grown:+.1f}"
        )
        return {"rows": [], "soak": [asdict(reading) for reading in readings]}
    rows = await measure_all(url, plan, _say)
    shown = [row for row in rows if row.operation != SAVE_LOOP]
    print("", table(shown), "", *judged(rows), sep="\n")
    if arguments.svg:
        arguments.svg.write_text(svg(shown))
    loop = [asdict(row) for row in rows if row.operation == SAVE_LOOP]
    return {"fsync": arguments.fsync, "rows": [asdict(row) for row in shown], "loop_of_saves": loop}


def _check_writable(paths: Iterable[Path]) -> None:
    """Finds out before the measurement whether its result can be written."""
    for path in paths:
        try:
            path.touch()
        except OSError as error:
            sys.exit(f"{path}: {error.strerror}")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
