"""One run of the server, from its settings to its exit code. Imported by `main` alone."""

import asyncio
import sys

import structlog
import uvloop

from server.app.errors import SettingsError, StartError
from server.app.factory import create_app
from server.app.logs import configure_logs
from server.app.server import listen, serve
from server.app.settings import Settings, read_settings

_CANNOT_START = 1
_WRONG_SETTINGS = 2


def run() -> int:
    """Runs the server until it is told to stop. Returns the exit code: 0 after a clean stop.

    Raises:
        KeyboardInterrupt: It was told to stop before it could answer signals.
    """
    try:
        settings = read_settings()
        configure_logs(settings.log_format, settings.log_level)
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(_run(settings))
    except StartError as error:
        print(f"ferry: {error}", file=sys.stderr)
        return _WRONG_SETTINGS if isinstance(error, SettingsError) else _CANNOT_START
    except asyncio.CancelledError:
        print("ferry: stopped before it had started", file=sys.stderr)
    return 0


async def _run(settings: Settings) -> None:
    progress = structlog.get_logger(__name__).info if settings.log_format == "json" else _say
    # Bound first: when the port is taken, that is told before a database is started.
    with listen(settings) as listener:
        await serve(create_app(settings, progress), settings, listener, progress)


def _say(step: str) -> None:
    print(f"ferry: {step}", flush=True)
