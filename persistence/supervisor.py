"""Runs calls to their end, whatever happens to those who wait for them.

A cancelled statement costs its connection, and its outcome cannot be known. So no call to the database runs in its
caller's task: it runs in a task of its own, which this module owns. A caller that is cancelled leaves at once; its call
is finished here, or not begun when it has not yet been sent.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from persistence.errors import OutcomeUnknownError, UnavailableError

_log = logging.getLogger(__name__)

# SQLAlchemy gives a connection that it drops 2 s: https://github.com/sqlalchemy/sqlalchemy, dialects/postgresql/asyncpg
_CANCELLING_S = 3.0

T = TypeVar("T")


@dataclass(slots=True)
class Call:
    """What its two sides tell each other about a call under way.

    Attributes:
        abandoned: Nobody waits for it any more; what has not been sent need not be.
        committing: A statement has been sent that takes effect at the server without another word from here.
    """

    abandoned: bool = False
    committing: bool = False

    def stop_if_abandoned(self) -> None:
        """Ends a call whose caller left before it was sent."""
        if self.abandoned:
            raise asyncio.CancelledError

    def cut_short(self) -> UnavailableError:
        """What its caller is told when it is cancelled because the layer is closed."""
        if self.committing:
            return OutcomeUnknownError("the layer was closed before the answer to a write came")
        return UnavailableError("the layer was closed")


class Supervisor:
    """Owns the tasks of all calls under way, and waits for them when it is closed."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def finish(self, work: Callable[[Call], Coroutine[Any, Any, T]]) -> T:
        """The result of `work`, which goes on to its end even when the caller is cancelled meanwhile.

        Raises `OutcomeUnknownError` when it was cut short by `close` after a write had been sent, and
        `UnavailableError` when it was cut short before.
        """
        call = Call()
        task = self._start(work(call))
        try:
            await asyncio.wait((task,))
        except asyncio.CancelledError:
            call.abandoned = True
            task.add_done_callback(_report)
            raise
        if task.cancelled():
            raise call.cut_short()
        return task.result()

    def hand_over(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs `work` to its end without anybody waiting for it; an error of it is logged."""
        self._start(work).add_done_callback(_report)

    async def close(self, timeout_s: float) -> None:
        """Waits for the calls under way, at most `timeout_s` seconds; then cancels what is left, and waits for that.

        The second wait has a limit too, as a connection that is dropped may have to wait for its server.
        """
        if await self._all_end(timeout_s):
            return
        _log.warning("%d calls had not ended after %.1f s and are cancelled", len(self._tasks), timeout_s)
        for task in self._tasks:
            task.cancel()
        if not await self._all_end(_CANCELLING_S):
            _log.warning("%d cancelled calls have not ended after %.1f s", len(self._tasks), _CANCELLING_S)

    async def _all_end(self, timeout_s: float) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                while self._tasks:  # the last calls may begin others, as the undoing of a transaction
                    await asyncio.wait(self._tasks)
        except TimeoutError:
            return False
        return True

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)  # noqa: TID251 - this is the module that supervises tasks
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _report(task: asyncio.Task[Any]) -> None:
    """Logs how a call ended that nobody waited for, as its error would otherwise be lost."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.warning("a call whose caller had left failed: %s", error)
