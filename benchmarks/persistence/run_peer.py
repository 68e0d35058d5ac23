"""Measures one peer in a process of its own: `run_peer URL PEER PLAYERS SECONDS OPERATION CALLERS[,CALLERS…]`.

It prints one JSON object for each row. The processes are apart so that memory and the state of one peer are its own.
"""

import json
import sys
from dataclasses import asdict

import uvloop

from benchmarks.persistence.asyncpg_peer import plain_asyncpg
from benchmarks.persistence.dataset import Dataset
from benchmarks.persistence.ferry_peer import BATCH, ferry
from benchmarks.persistence.measure import measure
from benchmarks.persistence.orm_peer import orm, shim

PEERS = {"ferry": ferry, "asyncpg": plain_asyncpg, "orm": orm, "shim": shim}


async def run(url: str, peer: str, players: int, seconds: float, operation: str, callers: list[int]) -> None:
    """Prints the rows of one peer and operation."""
    async with PEERS[peer](url, Dataset(players)) as operations:
        for number in callers:
            weight = BATCH if operation == "save_many" else 1
            row = await measure(operation, peer, operations[operation], number, seconds, weight)
            print(json.dumps(asdict(row)), flush=True)


def main() -> None:
    """Reads the command line."""
    url, peer, players, seconds, operation, callers = sys.argv[1:]
    uvloop.run(run(url, peer, int(players), float(seconds), operation, [int(part) for part in callers.split(",")]))


if __name__ == "__main__":
    main()
