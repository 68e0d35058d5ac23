"""The server as a process of its own, as `make run` starts it."""

import asyncio
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

_START_TIMEOUT_S = 120.0
_STOP_TIMEOUT_S = 60.0
_ADDRESS = re.compile(r"Open (http://\S+) in a browser")


class ServerProcess:
    """A running server.

    Attributes:
        url: Of its page; empty when it ended before it could serve.
        said: Its standard output and error so far, by line.
    """

    def __init__(self, process: Process) -> None:
        self._process = process
        self.url = ""
        self.said: list[str] = []

    async def wait_until_it_serves(self) -> None:
        """Returns when the server has told its address, or has ended."""
        async with asyncio.timeout(_START_TIMEOUT_S):
            async for line in self._lines():
                if address := _ADDRESS.search(line):
                    self.url = address[1]
                    return

    async def stop(self, number: signal.Signals) -> int:
        """Sends a signal and waits for the end; the exit code, negative when a signal ended it."""
        self._process.send_signal(number)
        return await self.end()

    async def end(self) -> int:
        """Waits for the end; the exit code."""
        async with asyncio.timeout(_STOP_TIMEOUT_S):
            async for _ in self._lines():
                pass
            return await self._process.wait()

    async def kill(self) -> None:
        """Kills it, unless it has ended."""
        if self._process.returncode is None:
            self._process.kill()
            await self.end()

    async def _lines(self) -> AsyncIterator[str]:
        assert self._process.stdout is not None
        while raw := await self._process.stdout.readline():
            self.said.append(raw.decode().rstrip())
            yield self.said[-1]


@asynccontextmanager
async def server_process(data_dir: Path, **settings: str) -> AsyncIterator[ServerProcess]:
    """A server with its own PostgreSQL in `data_dir`, or what `settings` say; killed at the end unless it has ended.

    Settings are environment variables without their `FERRY_`.
    """
    chosen = {"data_dir": str(data_dir), "port": "0", **settings}
    others = {name: value for name, value in os.environ.items() if not name.startswith("FERRY_")}
    environment = {
        **others,
        # The same modules as this process, wherever Bazel or a developer keeps them.
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
        "PYTHONUNBUFFERED": "1",
        **{f"FERRY_{name.upper()}": value for name, value in chosen.items()},
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "server.app.main", stdout=PIPE, stderr=asyncio.subprocess.STDOUT, env=environment
    )
    server = ServerProcess(process)
    try:
        await server.wait_until_it_serves()
        yield server
    finally:
        await server.kill()
