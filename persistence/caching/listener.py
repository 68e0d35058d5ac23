"""The connection on which the database tells of changes."""

import asyncio
import logging
import time
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

import asyncpg

# The channel of the trigger function `notify_of_change`; the payload is the name of the table that changed.
CHANNEL = "ferry_changes"
# How long what was heard may be relied on after the last question that the server answered.
LEASE_S = 3.0
_QUESTION_EVERY_S = 1.0
_PAUSE_S = 0.2

_log = logging.getLogger(__name__)


class Listener:
    """Listens by one connection after another, from `start` to `stop`.

    Args:
        changed: Is told the name of a table that has changed, or None when any may have.
    """

    def __init__(
        self, connect_arguments: Mapping[str, Any], answer_limit_s: float, changed: Callable[[str | None], None]
    ) -> None:
        settings = {**connect_arguments["server_settings"], "application_name": "ferry listener"}
        self._connect_arguments = {**connect_arguments, "server_settings": settings}
        self._answer_limit_s = answer_limit_s
        self._changed = changed
        self._hears_until = 0.0
        self._started = False
        self._stopping = False
        self._was_heard = True
        # Set when the task has something to do before its next question is due.
        self._wake = asyncio.Event()

    def hears(self) -> bool:
        """Whether a change that was committed until now has been heard of, or will be in a moment."""
        return time.monotonic() < self._hears_until

    def start(self, run: Callable[[Coroutine[Any, Any, None]], object]) -> None:
        """Begins to listen, in a task that `run` makes; a second call does nothing."""
        if not self._started:
            self._started = True
            run(self._run())

    def stop(self) -> None:
        """Ends the task. Nothing is heard from now on."""
        self._stopping = True
        self._lose()

    async def _run(self) -> None:
        """Listens until `stop`, whatever happens to the connection."""
        while not self._stopping:
            try:
                await self._listen()
            except Exception as error:
                if self._was_heard:
                    _log.warning(
                        "changes are not heard of, so nothing is cached: %s", str(error) or type(error).__name__
                    )
                self._was_heard = False
            self._wake.clear()
            if not self._stopping:
                await self._sleep(_PAUSE_S)

    async def _listen(self) -> None:
        """Listens on one connection, until it is lost (which it may raise) or until `stop`."""
        connection = await asyncpg.connect(**self._connect_arguments)
        try:
            connection.add_termination_listener(self._on_termination)
            async with asyncio.timeout(self._answer_limit_s):
                await connection.add_listener(CHANNEL, self._on_notification)
            while not connection.is_closed() and not self._stopping:
                self._wake.clear()
                asked = time.monotonic()
                await connection.execute("SELECT 1", timeout=self._answer_limit_s)
                self._hears_until = asked + LEASE_S
                self._was_heard = True
                await self._sleep(_QUESTION_EVERY_S)
        finally:
            self._lose()
            connection.terminate()

    def _lose(self) -> None:
        self._hears_until = 0.0
        self._wake.set()
        self._changed(None)

    async def _sleep(self, seconds: float) -> None:
        try:
            async with asyncio.timeout(seconds):
                await self._wake.wait()
        except TimeoutError:
            return

    def _on_termination(self, connection: object) -> None:
        self._lose()

    def _on_notification(self, connection: object, pid: int, channel: str, payload: object) -> None:
        self._changed(str(payload))
