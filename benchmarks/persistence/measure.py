"""Runs an operation from many callers at once for some seconds."""

import asyncio
import random
import time
from array import array
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from benchmarks.persistence.memory import peak_mb, reset_peak

# The number of the caller, and the caller's own source of chance.
Operation = Callable[[int, random.Random], Awaitable[object]]


@dataclass(frozen=True)
class Row:
    """One cell of the table.

    Attributes:
        per_s: Calls a second; for `save_many` players a second.
        cpu_us: Processor time of the client for a call (for `save_many` a player), in microseconds.
        peak_mb: The most memory that the client's process had meanwhile; None for pgbench.
        calls: How many calls were made.
    """

    operation: str
    peer: str
    callers: int
    per_s: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    peak_mb: float | None
    calls: int


@dataclass
class Sample:
    """What was measured in one cell, in one round or several.

    Attributes:
        latencies: Seconds that each call took.
        elapsed: Seconds.
        cpu: Seconds of the client's processor time.
    """

    latencies: "array[float]" = field(default_factory=lambda: array("d"))
    elapsed: float = 0.0
    cpu: float = 0.0
    peak_mb: float | None = None

    def row(self, operation: str, peer: str, callers: int, weight: int = 1) -> Row:
        """The row; `weight` is how many things one call did."""
        ordered = sorted(self.latencies)
        calls = len(ordered)
        return Row(
            operation,
            peer,
            callers,
            per_s=round(calls * weight / self.elapsed, 1),
            p50_ms=round(ordered[calls // 2] * 1e3, 3),
            p99_ms=round(ordered[min(calls - 1, int(calls * 0.99))] * 1e3, 3),
            cpu_us=round(self.cpu / (calls * weight) * 1e6, 1),
            peak_mb=self.peak_mb,
            calls=calls,
        )


async def measure(sample: Sample, operation: Operation, callers: int, seconds: float) -> None:
    """Adds a round: calls without thinking time from each caller, after one of each that is not counted."""
    chances = [random.Random(f"{number} {len(sample.latencies)}") for number in range(callers)]  # noqa: S311 - no secret
    await asyncio.gather(*(operation(number, chance) for number, chance in enumerate(chances)))
    reset_peak()
    begin, cpu = time.perf_counter(), time.process_time()
    end = begin + seconds

    async def caller(number: int) -> None:
        started = begin
        while started < end:
            await operation(number, chances[number])
            now = time.perf_counter()
            sample.latencies.append(now - started)
            started = now

    async with asyncio.TaskGroup() as group:
        for number in range(callers):
            group.create_task(caller(number))
    sample.elapsed += time.perf_counter() - begin
    sample.cpu += time.process_time() - cpu
    sample.peak_mb = max(sample.peak_mb or 0.0, peak_mb())
