"""Measures one peer, in a process of its own, so that its memory is its own: `run_peer URL PEER PLAYERS SHARE`.

It reads what to measure from its standard input, a JSON object in each line, and answers with the row so far; rounds of
the same operation and number of callers add up.
"""

import asyncio
import gc
import json
import sys
from collections import defaultdict
from dataclasses import asdict

import uvloop

from benchmarks.persistence.asyncpg_peer import plain_asyncpg
from benchmarks.persistence.dataset import PLAYERS_OF_PEER, Dataset
from benchmarks.persistence.ferry_peer import SAVE_LOOP, ferry
from benchmarks.persistence.measure import Sample, measure
from benchmarks.persistence.orm_peer import orm, shim
from benchmarks.persistence.psycopg_peer import psycopg

PEERS = {"asyncpg": plain_asyncpg, "ferry": ferry, "orm": orm, "psycopg": psycopg, "shim": shim}


async def run(url: str, peer: str, dataset: Dataset) -> None:
    """Answers until the input ends."""
    samples: dict[tuple[str, int], Sample] = defaultdict(Sample)
    async with PEERS[peer](url, dataset) as operations:
        # As the server does when it has started, for every peer.
        gc.collect()
        gc.freeze()
        while line := await asyncio.to_thread(sys.stdin.readline):
            asked = json.loads(line)
            operation, callers = asked["operation"], asked["callers"]
            sample = samples[operation, callers]
            await measure(sample, operations[operation], callers, asked["seconds"])
            weight = PLAYERS_OF_PEER if operation in ("save_many", SAVE_LOOP) else 1
            print(json.dumps(asdict(sample.row(operation, peer, callers, weight))), flush=True)


def main() -> None:
    """Reads the command line."""
    url, peer, players, share = sys.argv[1:]
    uvloop.run(run(url, peer, Dataset(int(players), int(share))))


if __name__ == "__main__":
    main()
