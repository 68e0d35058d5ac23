"""Measures the layer and its peers in one run: `./bazelw run //benchmarks:persistence -- --json FILE --svg FILE`."""

import argparse
import asyncio
import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from benchmarks.persistence.dataset import Dataset, fill
from benchmarks.persistence.measure import Row
from benchmarks.persistence.pgbench import OPERATIONS as PGBENCH_OPERATIONS
from benchmarks.persistence.pgbench import pgbench
from benchmarks.persistence.report import svg, table
from persistence.embedded import EmbeddedPostgres
from persistence.schema.migrate import upgrade

_OPERATIONS = ("read_by_id", "read_in_room", "delta", "save_with_inventory", "save_many")
_PEERS = ("asyncpg", "ferry", "orm", "shim")


def main() -> None:
    """Reads the command line, measures, and reports."""
    parser = argparse.ArgumentParser(description="Ferry's persistence layer beside its peers, in one run.")
    parser.add_argument("--quick", action="store_true", help="less data, fewer callers, under a minute")
    parser.add_argument("--json", type=Path, help="write the rows to this file")
    parser.add_argument("--svg", type=Path, help="write a plot to this file")
    arguments = parser.parse_args()
    # Bazel runs a program in a folder of its own; paths are meant from where the person is.
    with tempfile.TemporaryDirectory(prefix="ferry-benchmark-") as folder:
        Path(folder).chmod(0o755)
        with EmbeddedPostgres.start(
            Path(folder) / "data", durable=False, settings={"max_connections": "700", "shared_buffers": "256MB"}
        ) as server:
            rows = asyncio.run(_measure_all(server.url(), quick=arguments.quick))
    sys.stdout.write(f"\n{table(rows)}\n")
    if arguments.json:
        arguments.json.write_text(json.dumps({"rows": [asdict(row) for row in rows]}, indent=1) + "\n")
    if arguments.svg:
        arguments.svg.write_text(svg(rows))


async def _measure_all(url: str, *, quick: bool) -> list[Row]:
    dataset = Dataset(10_000 if quick else 100_000)
    callers, seconds = ((1, 128), 0.6) if quick else ((1, 16, 128, 512), 5.0)
    await upgrade(url)
    sys.stderr.write(f"filling the database with {dataset.players:,} players\n")
    await fill(url, dataset)
    rows: list[Row] = []
    for operation in _OPERATIONS:
        for peer in _PEERS:
            numbers = (1,) if operation == "save_many" else callers
            sys.stderr.write(f"{operation} by {peer}, {', '.join(map(str, numbers))} callers\n")
            rows += await _measure_peer(url, dataset, peer, operation, numbers, seconds)
        if operation in PGBENCH_OPERATIONS:
            sys.stderr.write(f"{operation} by pgbench\n")
            rows += [await pgbench(url, dataset, operation, number, seconds) for number in callers]
    return rows


async def _measure_peer(
    url: str, dataset: Dataset, peer: str, operation: str, callers: tuple[int, ...], seconds: float
) -> list[Row]:
    numbers = ",".join(map(str, callers))
    command = [url, peer, str(dataset.players), str(seconds), operation, numbers]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "benchmarks.persistence.run_peer", *command, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await process.communicate()
    if process.returncode != 0:
        raise RuntimeError(f"{peer} failed at {operation}")
    return [Row(**json.loads(line)) for line in out.decode().splitlines()]


if __name__ == "__main__":
    main()
