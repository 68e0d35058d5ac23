"""A game server at an address that stays when the server is stopped and started again."""

import asyncio
import socket

from tests.support.game.server import running_server, settings_for


class GameServer:
    """A real server on one database and one port of this machine, in a task of its own."""

    def __init__(self, database_url: str) -> None:
        self._port = _free_port()
        self._settings = settings_for(database_url, port=self._port)
        self._serving: asyncio.Task[None] | None = None
        self._told_to_stop = asyncio.Event()

    @property
    def address(self) -> str:
        """Where a browser finds the page."""
        return f"http://127.0.0.1:{self._port}/"

    async def start(self) -> None:
        """Starts the server; it serves when this returns."""
        self._told_to_stop.clear()
        serves = asyncio.Event()
        self._serving = asyncio.create_task(self._serve(serves))
        ready = asyncio.create_task(serves.wait())
        await asyncio.wait({self._serving, ready}, return_when=asyncio.FIRST_COMPLETED)
        if not ready.done():
            ready.cancel()
            # Raises why it has not started.
            await self._serving

    async def stop(self) -> None:
        """Stops the server, if it runs, as SIGTERM does, and waits for its end."""
        self._told_to_stop.set()
        if self._serving is not None:
            await self._serving
            self._serving = None

    async def _serve(self, serves: asyncio.Event) -> None:
        async with running_server(self._settings):
            serves.set()
            await self._told_to_stop.wait()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
