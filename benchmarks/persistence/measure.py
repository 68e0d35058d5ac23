"""Runs an operation from many callers at once for some seconds."""

import asyncio
import random
import resource
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

# The number of the caller, and the caller's own source of chance.
Operation = Callable[[int, random.Random], Awaitable[object]]


@dataclass(frozen=True)
class Row:
    """One cell of the table.

    Attributes:
        per_s: Calls a second; for `save_many` players a second.
        cpu_us: Processor time of the client for a call, in microseconds.
        peak_mb: The most memory that the client's process had until then.
    """

    operation: str
    peer: str
    callers: int
    per_s: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    peak_mb: float


async def measure(name: str, peer: str, operation: Operation, callers: int, seconds: float, weight: int = 1) -> Row:
    """Calls without thinking time from each caller; one call of each is made before, and not counted."""
    latencies: list[float] = []
    await asyncio.gather(*(operation(number, random.Random(number)) for number in range(callers)))  # noqa: S311
    begin, cpu = time.perf_counter(), time.process_time()

    async def caller(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 - no secret
        while not latencies or time.perf_counter() < begin + seconds:
            started = time.perf_counter()
            await operation(number, chance)
            latencies.append(time.perf_counter() - started)

    async with asyncio.TaskGroup() as group:
        for number in range(callers):
            group.create_task(caller(number))
    elapsed, cpu = time.perf_counter() - begin, time.process_time() - cpu
    return summarise(name, peer, callers, sorted(latencies), elapsed, cpu, weight)


def summarise(
    name: str, peer: str, callers: int, latencies: list[float], elapsed: float, cpu: float, weight: int
) -> Row:
    """The row for sorted latencies in seconds; `weight` is how many things one call did."""
    calls = len(latencies)
    return Row(
        name,
        peer,
        callers,
        per_s=round(calls * weight / elapsed, 1),
        p50_ms=round(latencies[calls // 2] * 1e3, 3),
        p99_ms=round(latencies[min(calls - 1, int(calls * 0.99))] * 1e3, 3),
        cpu_us=round(cpu / (calls * weight) * 1e6, 1),
        peak_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    )
