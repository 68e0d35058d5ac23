"""The lane of changes: those of one key are made one after the other, in the order of their calls."""

import asyncio
from collections import deque
from collections.abc import Callable, Hashable, Iterable
from typing import TypeAlias, TypeVar

from persistence import errors
from persistence.batching import lane
from persistence.batching.lane import Answer, Lane, Send, SendAlone, Start, too_many
from persistence.errors import UnavailableError

S = TypeVar("S", bound=Hashable)

# Statement, value, where the caller waits, and the end of its patience.
_Line: TypeAlias = "deque[tuple[S, object, Answer, asyncio.TimerHandle]]"


class ChangeLane(Lane[S]):
    """A lane whose calls each have an answer of their own, and a line for each key, whatever the statement.

    Only the call at the head of its line is queued, in a batch, or on its way alone; the next follows when it has
    ended. Who waits in a line for longer than the limit gets `TimeoutError`, and is not sent.
    """

    def __init__(
        self,
        sends: Iterable[Send[S]],
        alone: SendAlone[S],
        start: Start,
        *,
        limit_s: float,
        most_alone: int,
        weight: Callable[[S], int] = lambda statement: 1,
    ) -> None:
        super().__init__(sends, alone, start, limit_s=limit_s, most_alone=most_alone, weight=weight)
        # Of the keys that have a call in the lane: those behind it, None as long as there were none.
        self._lines: dict[Hashable, _Line[S] | None] = {}
        self._in_lines = 0

    def call(self, statement: S, key: Hashable, value: object = None) -> Answer:
        """As a lane's, after all earlier calls with the same key."""
        if self._queued + self._in_lines >= lane.MOST_WAITING:
            raise too_many()
        loop = asyncio.get_running_loop()
        answer: Answer = loop.create_future()
        keys = len(self._lines)
        line = self._lines.setdefault(key, None)
        if len(self._lines) == keys:
            if line is None:
                line = self._lines[key] = deque()
            line.append((statement, value, answer, loop.call_later(self._limit_s, _give_up, answer)))
            self._in_lines += 1
        else:
            self._queue(statement, key, value, answer, loop)
        return answer

    def _release(self, keys: Iterable[Hashable]) -> None:
        for key in keys:
            line = self._lines.pop(key, None)
            if line:
                self._queue_next(key, line)

    def _queue_next(self, key: Hashable, line: "_Line[S]") -> None:
        loop = asyncio.get_running_loop()
        while line:
            statement, value, answer, timer = line.popleft()
            self._in_lines -= 1
            timer.cancel()
            if not answer.done():
                self._lines[key] = line
                self._queue(statement, key, value, answer, loop)
                return

    def _tear_down(self) -> None:
        super()._tear_down()
        for line in self._lines.values():
            for _, _, answer, timer in line or ():
                timer.cancel()
                if not answer.done():
                    answer.set_exception(UnavailableError("the layer was closed"))
        self._lines.clear()
        self._in_lines = 0


def _give_up(answer: Answer) -> None:
    if not answer.done():
        answer.set_exception(
            errors.TimeoutError("earlier calls with the same key took too long, and it was not sent: nothing changed")
        )
