"""Runs the application: listens, serves, and stops when it is told to."""

import asyncio
import contextlib
import gc
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn
from fastapi import FastAPI

from server.app.errors import StartError
from server.app.settings import Settings
from server.realtime.protocol import LingeringWebSocketProtocol

# A command line has at most 1,000 characters, each at most 12 bytes as JSON.
_LARGEST_MESSAGE_BYTES = 16 * 1024


class SignallessServer(uvicorn.Server):
    """uvicorn's server without its handling of signals, which would end the process by the signal it got."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leaves signals to `serve`."""
        yield


def listen(settings: Settings) -> socket.socket:
    """A socket bound to the address of the settings.

    Raises:
        StartError: The address is in use, or not one of this machine's.
    """
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((settings.host, settings.port))
        # From here on a second server on this port fails, though clients are not yet accepted.
        listener.listen(1_024)
    except OSError as error:
        listener.close()
        where = f"{settings.host}, port {settings.port}"
        raise StartError(
            f"Cannot listen on {where}: {error.strerror or error}. Set FERRY_PORT to another port, or to 0 for any."
        ) from error
    return listener


def address(listener: socket.socket) -> str:
    """The page's address for a browser on this machine."""
    host, port = listener.getsockname()[:2]
    local = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not listened on
    return f"http://{f'[{local}]' if ':' in local else local}:{port}/"


def uvicorn_config(app: FastAPI, settings: Settings) -> uvicorn.Config:
    """How uvicorn runs the application, whose lifespan is left to the caller."""
    return uvicorn.Config(
        app,
        ws=LingeringWebSocketProtocol,
        ws_max_size=_LARGEST_MESSAGE_BYTES,
        # Lines of text are too short to be worth the memory and the time.
        ws_per_message_deflate=False,
        lifespan="off",
        log_config=None,
        access_log=settings.log_level == "debug",
        server_header=False,
        timeout_graceful_shutdown=settings.stop_timeout_s,
    )


async def serve(app: FastAPI, settings: Settings, listener: socket.socket, progress: Callable[[str], None]) -> None:
    """Opens the application, serves until SIGINT or SIGTERM, closes WebSockets with 1012, closes the application.

    A second SIGINT no longer waits for running requests.

    Raises:
        StartError: The server cannot start.
        asyncio.CancelledError: It was told to stop before it had started; what was open is closed.
    """
    server = SignallessServer(uvicorn_config(app, settings))
    with _stopped_by_signals(server, progress):
        async with app.router.lifespan_context(app):
            # What is there now stays until the end. Else the collector looks at it again and again, and all the game
            # stands still meanwhile.
            gc.collect()
            gc.freeze()
            progress(f"Open {address(listener)} in a browser. Ctrl-C stops the server.")
            await server.serve([listener])
    progress("Stopped; everything is saved")


@contextlib.contextmanager
def _stopped_by_signals(server: uvicorn.Server, progress: Callable[[str], None]) -> Iterator[None]:
    loop, task = asyncio.get_running_loop(), asyncio.current_task()
    assert task is not None  # noqa: S101 - serve is a coroutine
    told = False

    def stop(number: signal.Signals) -> None:
        nonlocal told
        if told:
            server.force_exit = server.force_exit or number == signal.SIGINT
            return
        told = True
        progress("Stopping")
        if server.started:
            server.should_exit = True
        else:
            task.cancel()

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop, number)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)
