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

_log = logging.getLogger(__name__)

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


class Supervisor:
    """Owns the tasks of all calls under way, and waits for them when it is closed."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def finish(self, work: Callable[[Call], Coroutine[Any, Any, T]]) -> T:
        """The result of `work`, which goes on to its end even when the caller is cancelled meanwhile."""
        call = Call()
        task = self._start(work(call))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            call.abandoned = True
            task.add_done_callback(_report)
            raise

    def hand_over(self, work: Coroutine[Any, Any, object]) -> None:
        """Runs `work` to its end without anybody waiting for it; an error of it is logged."""
        self._start(work).add_done_callback(_report)

    async def close(self, timeout_s: float) -> None:
        """Waits for the calls under way, at most `timeout_s` seconds; then cancels what is left, and waits for that."""
        try:
            async with asyncio.timeout(timeout_s):
                while self._tasks:  # the last calls may begin others, as the undoing of a transaction
                    await asyncio.wait(self._tasks)
        except TimeoutError:
            late = set(self._tasks)
            for task in late:
                task.cancel()
            _log.warning("%d calls had not ended after %.1f s and were cancelled", len(late), timeout_s)
            await asyncio.wait(late)

    def _start(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.create_task(work)  # noqa: TID251 - this is the module that supervises tasks
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task


def _report(task: asyncio.Task[Any]) -> None:
    """Logs how a call ended that nobody waited for, as its error would otherwise be lost."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.warning("a call whose caller had left failed: %s", error)
