"""A real server, uvicorn and all, in the event loop of the test."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI

from server.app.factory import create_app
from server.app.server import SignallessServer, address, listen, uvicorn_config
from server.app.settings import Settings
from server.container import ApplicationContainer

SECRET = "a secret for tests that is long enough"
_START_TIMEOUT_S = 30.0


class ObservedServer(SignallessServer):
    """A server that tells when it accepts clients: `accepts` is set."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.accepts = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Starts, then tells."""
        await super().startup(sockets)
        self.accepts.set()


@dataclass(frozen=True, slots=True)
class RunningServer:
    """A server that accepts clients.

    Attributes:
        url: Of its page, with a slash at the end.
        uvicorn: Set `should_exit` to have it stop as SIGTERM does.
    """

    url: str
    app: FastAPI
    uvicorn: SignallessServer

    @property
    def websocket_url(self) -> str:
        """Where players connect."""
        return self.url.replace("http", "ws", 1) + "ws"

    @property
    def container(self) -> ApplicationContainer:
        """The server's parts."""
        container = self.app.state.container
        assert isinstance(container, ApplicationContainer)
        return container


def settings_for(database_url: str | None, data_dir: Path = Path("/nonexistent"), **changes: Any) -> Settings:
    """Settings for a test, whatever the environment says: any free port, a fixed secret."""
    chosen: dict[str, Any] = {"database_url": database_url, "data_dir": data_dir, "port": 0, "token_secret": SECRET}
    return Settings(**{**chosen, **changes})


@asynccontextmanager
async def running_server(
    settings: Settings, *, send_buffer_bytes: int | None = None, ping_s: float = 20.0
) -> AsyncIterator[RunningServer]:
    """A server with these settings, stopped at the end.

    Args:
        settings: See `settings_for`.
        send_buffer_bytes: How much the kernel keeps for a client that does not read; its own choice when None.
        ping_s: The time between two pings, and the time that a client has to answer one.
    """
    app = create_app(settings, progress=lambda _step: None)
    with listen(settings) as listener:
        if send_buffer_bytes is not None:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, send_buffer_bytes)
        config = uvicorn_config(app, settings)
        config.ws_ping_interval = config.ws_ping_timeout = ping_s
        server = ObservedServer(config)
        async with app.router.lifespan_context(app):
            serving = asyncio.create_task(server.serve([listener]))
            url = address(listener)
            try:
                async with asyncio.timeout(_START_TIMEOUT_S):
                    await server.accepts.wait()
                yield RunningServer(url, app, server)
            finally:
                server.should_exit = True
                await serving
