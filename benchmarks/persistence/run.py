"""One run: which cells are measured, in which order."""

import asyncio
import json
import sys
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass

from benchmarks.persistence.dataset import Dataset
from benchmarks.persistence.ferry_peer import SAVE_LOOP
from benchmarks.persistence.measure import Row
from benchmarks.persistence.peer_process import PeerProcess
from benchmarks.persistence.pgbench import OPERATIONS as PGBENCH_OPERATIONS
from benchmarks.persistence.pgbench import pgbench
from benchmarks.persistence.soak import Reading

OPERATIONS = ("read_by_id", "read_in_room", "delta", "save_with_inventory", "save_many")
PEERS = ("asyncpg", "ferry", "psycopg", "orm", "shim")

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How much is measured.

    Attributes:
        operations: Which, in this order.
        rounds: How often each peer has its turn in a cell.
        batch_rounds: The same for batches, of which one can take seconds.
        round_s: Seconds of a round.
    """

    players: int
    callers: tuple[int, ...]
    rounds: int
    batch_rounds: int
    round_s: float
    operations: tuple[str, ...] = OPERATIONS


FULL = Plan(players=100_000, callers=(1, 16, 128, 512), rounds=5, batch_rounds=5, round_s=1.0)
QUICK = Plan(players=10_000, callers=(1, 128), rounds=3, batch_rounds=1, round_s=0.12)


async def measure_all(url: str, plan: Plan, say: Say) -> list[Row]:
    """The rows by operation, callers and peer, then the layer's loop of saves; tells its progress."""
    cells = [
        (operation, callers)
        for operation in plan.operations
        # A batch is one call; a caller of it has the other callers' players in it.
        for callers in (plan.callers if operation != "save_many" else (1,))
    ]
    rows: list[Row] = []
    begin = time.monotonic()
    async with AsyncExitStack() as stack:
        peers = [
            await stack.enter_async_context(PeerProcess.running(name, url, Dataset(plan.players, share)))
            for share, name in enumerate(PEERS)
        ]
        for number, (operation, callers) in enumerate(cells):
            found = await _measure_cell(url, plan, peers, operation, callers)
            rows += found
            best = ", ".join(f"{row.peer} {row.per_s:,.0f}/s" for row in found)
            left = (time.monotonic() - begin) / (number + 1) * (len(cells) - number - 1)
            say(f"[{number + 1:2} of {len(cells)}, {left:3.0f} s left] {operation}, {callers} callers: {best}")
        if "save_many" in plan.operations:
            rows += await _measure_cell(url, plan, [peers[PEERS.index("ferry")]], SAVE_LOOP, 1)
    return rows


async def _measure_cell(url: str, plan: Plan, peers: list[PeerProcess], operation: str, callers: int) -> list[Row]:
    rows: list[Row] = []
    for _ in range(plan.batch_rounds if operation in ("save_many", SAVE_LOOP) else plan.rounds):
        rows = [await peer.measure(operation, callers, plan.round_s) for peer in peers]
    if operation in PGBENCH_OPERATIONS:
        rows.append(await pgbench(url, Dataset(plan.players), operation, callers, plan.rounds * plan.round_s))
    return rows


async def measure_memory(url: str, players: int, calls: int, say: Say) -> AsyncIterator[Reading]:
    """The layer's memory over so many calls, in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "benchmarks.persistence.soak", url, str(players), str(calls)),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None  # noqa: S101 - for the type checker
    async for line in process.stdout:
        reading = Reading(**json.loads(line))
        say(f"{reading.calls:9,} of {calls:,} calls, {reading.resident_mb:.1f} MB")
        yield reading
    if await process.wait() != 0:
        raise RuntimeError("the layer failed")
