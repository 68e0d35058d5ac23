"""A queue of calls, and the batches in which they leave."""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeAlias, TypeVar

from persistence import errors
from persistence.errors import OutcomeUnknownError, UnavailableError

S = TypeVar("S", bound=Hashable)
Rows: TypeAlias = Sequence[Sequence[Any]]

MOST_IN_A_BATCH = 512
MOST_WAITING = 10_000


def _new_answer() -> "asyncio.Future[Rows | None]":
    return asyncio.get_running_loop().create_future()


@dataclass(slots=True, eq=False)
class _Entry:
    """A call that waits. The answer None sends it its own way."""

    key: Hashable
    value: object
    answer: "asyncio.Future[Rows | None]" = field(default_factory=_new_answer)


class Lane(Generic[S]):
    """Collects calls by statement, and sends all that wait for one whenever the last batch has ended.

    Args:
        send: Runs a statement for keys that each occur once, and the values at their places; gives the rows by key.
        start: Runs the lane's work to its end, in a task that somebody owns.
        share: Whether calls with the same key get the same answer, as reads may; else the second waits for the next
            batch, as changes must.
    """

    def __init__(
        self,
        send: Callable[[S, Sequence[Hashable], Sequence[object]], Awaitable[Mapping[Hashable, Rows]]],
        start: Callable[[Coroutine[Any, Any, None]], object],
        *,
        share: bool,
    ) -> None:
        self._send = send
        self._start = start
        self._share = share
        # The statement at the front is the next in turn, so that none is kept waiting by a busier one.
        self._queues: OrderedDict[S, deque[_Entry]] = OrderedDict()
        self._waiting = 0
        self._serving = False

    async def call(self, statement: S, key: Hashable, value: object = None) -> Rows | None:
        """The rows of the key; None when the batch left the call alone, which then has to go its own way.

        Raises what the batch's outcome is for each of its calls (`OutcomeUnknownError`, `TimeoutError`), and
        `UnavailableError` when too many calls wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise UnavailableError(f"{MOST_WAITING} calls wait already")
        entry = _Entry(key, value)
        self._queues.setdefault(statement, deque()).append(entry)
        self._waiting += 1
        if not self._serving:
            self._serving = True
            # The task begins after all that is ready in this turn of the loop, whose calls then leave together.
            self._start(self._serve())
        return await entry.answer

    async def _serve(self) -> None:
        try:
            while self._queues:
                statement, batch = self._take()
                if batch:
                    await self._run(statement, batch)
        finally:
            self._serving = False
            self._release_waiting()

    def _take(self) -> tuple[S, dict[Hashable, list[_Entry]]]:
        """The next statement, and what goes into its batch: calls by key, in the order in which they came."""
        statement, queue = self._queues.popitem(last=False)
        batch: dict[Hashable, list[_Entry]] = {}
        later: list[_Entry] = []
        for _ in range(min(len(queue), 2 * MOST_IN_A_BATCH)):
            if len(batch) == MOST_IN_A_BATCH:
                break
            entry = queue.popleft()
            if entry.answer.done():  # its caller has left
                self._waiting -= 1
            elif entry.key not in batch:
                batch[entry.key] = [entry]
            elif self._share:
                batch[entry.key].append(entry)
            else:
                later.append(entry)
        queue.extendleft(reversed(later))
        if queue:
            self._queues[statement] = queue
        self._waiting -= sum(map(len, batch.values()))
        return statement, batch

    async def _run(self, statement: S, batch: dict[Hashable, list[_Entry]]) -> None:
        try:
            found = await self._send(statement, list(batch), [entries[0].value for entries in batch.values()])
        except (OutcomeUnknownError, errors.TimeoutError) as error:
            _fail(batch, error)
            # The connection may be gone: nobody should wait for the next attempt to find out.
            self._release_waiting()
        except Exception:
            # It did nothing, and whose fault that was shows when each goes its own way.
            _settle(batch, {})
        except BaseException:
            _fail(batch, UnavailableError("the layer was closed"))
            raise
        else:
            _settle(batch, found)

    def _release_waiting(self) -> None:
        for queue in self._queues.values():
            for entry in queue:
                if not entry.answer.done():
                    entry.answer.set_result(None)
        self._queues.clear()
        self._waiting = 0


def _settle(batch: Mapping[Hashable, Sequence[_Entry]], found: Mapping[Hashable, Rows]) -> None:
    for key, entries in batch.items():
        rows = found.get(key)
        for entry in entries:
            if not entry.answer.done():
                entry.answer.set_result(rows)


def _fail(batch: Mapping[Hashable, Sequence[_Entry]], error: errors.PersistenceError) -> None:
    """Gives each caller an error of its own, as an error that is raised twice collects the traces of both."""
    for entries in batch.values():
        for entry in entries:
            if not entry.answer.done():
                own = type(error)(*error.args)
                own.__cause__ = error
                entry.answer.set_exception(own)
