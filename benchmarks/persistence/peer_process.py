"""A peer in a process of its own, seen from the program that asks it to measure."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Self

from benchmarks.persistence.dataset import Dataset
from benchmarks.persistence.measure import Row


class PeerProcess:
    """Measures when it is asked; made by `running`."""

    def __init__(self, name: str, process: asyncio.subprocess.Process) -> None:
        self._name = name
        self._process = process

    @classmethod
    @asynccontextmanager
    async def running(cls, name: str, url: str, dataset: Dataset) -> AsyncIterator[Self]:
        """The peer, which ends with the block."""
        arguments = [url, name, str(dataset.players), str(dataset.share)]
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "benchmarks.persistence.run_peer", *arguments),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        assert process.stdin is not None  # noqa: S101 - for the type checker
        try:
            yield cls(name, process)
        finally:
            process.stdin.close()
            await process.wait()

    async def measure(self, operation: str, callers: int, seconds: float) -> Row:
        """The row of all rounds so far, after one more. Raises `RuntimeError` when the peer has failed."""
        asked = {"operation": operation, "callers": callers, "seconds": seconds}
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None  # noqa: S101, PT018 - for the type checker
        stdin.write(json.dumps(asked).encode() + b"\n")
        await stdin.drain()
        answer = await stdout.readline()
        if not answer:
            raise RuntimeError(f"{self._name} failed at {operation} with {callers} callers")
        return Row(**json.loads(answer))
