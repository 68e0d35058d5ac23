"""A million calls of the layer, to see that its memory does not grow: `soak URL PLAYERS CALLS`.

It prints a JSON object after each tenth of the calls.
"""

import asyncio
import json
import random
import sys
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass

import uvloop

from benchmarks.persistence.dataset import Dataset
from benchmarks.persistence.ferry_peer import ferry
from benchmarks.persistence.memory import resident_mb

CALLERS = 128
READINGS = 10


@dataclass(frozen=True)
class Reading:
    """How much memory the process had after so many calls, half of them reads by id and half of them deltas."""

    calls: int
    resident_mb: float


async def soak(url: str, dataset: Dataset, calls: int) -> AsyncIterator[Reading]:
    """A reading after each tenth of the calls, and one after the first hundredth, when all connections are made."""
    async with ferry(url, dataset) as operations:
        read, delta = operations["read_by_id"], operations["delta"]

        async def caller(number: int, pairs: int) -> None:
            chance = random.Random(number)  # noqa: S311 - no secret
            for _ in range(pairs):
                await read(number, chance)
                await delta(number, chance)

        done = 0
        for goal in (calls // 100, *(calls * part // READINGS for part in range(1, READINGS + 1))):
            pairs = max(1, round((goal - done) / 2 / CALLERS))
            await asyncio.gather(*(caller(number, pairs) for number in range(CALLERS)))
            done += 2 * pairs * CALLERS
            yield Reading(done, resident_mb())


async def _print(url: str, players: int, calls: int) -> None:
    async for reading in soak(url, Dataset(players), calls):
        print(json.dumps(asdict(reading)), flush=True)


def main() -> None:
    """Reads the command line."""
    url, players, calls = sys.argv[1:]
    uvloop.run(_print(url, int(players), int(calls)))


if __name__ == "__main__":
    main()
