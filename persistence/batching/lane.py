"""A queue of calls, and the batches in which they leave."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeAlias, TypeVar

from persistence import errors
from persistence.errors import OutcomeUnknownError, UnavailableError

S = TypeVar("S", bound=Hashable)
Rows: TypeAlias = Sequence[Sequence[Any]]
# The answer None sends a call its own way.
Answer: TypeAlias = "asyncio.Future[Rows | None]"
Send: TypeAlias = Callable[[S, Sequence[Hashable], Sequence[object]], Awaitable[Mapping[Hashable, Rows]]]

# Both of statements with the weight 1.
MOST_IN_A_BATCH = 512
# How many calls make it worth while to send a batch beside another: a batch costs as much as about ten of its rows.
WORTH_A_BATCH = 32
MOST_WAITING = 10_000

# The calls with one key, in the order in which they came: each its value, and where its caller waits.
_Calls: TypeAlias = list[tuple[object, Answer]]


class Lane(Generic[S]):
    """Collects calls by statement, and sends all that wait for one whenever a batch has ended.

    Args:
        sends: Each runs one statement at a time, for keys that each occur once, and the values at their places; it
            gives the rows by key. Further ones than the first are used when many calls wait, which are then shared out.
        start: Runs the lane's work to its end, in a task that somebody owns.
        share: Whether calls with the same key get the same answer, as reads may; else the second waits until the first
            has ended, as changes must.
        weight: How many times the work of a row a key of a statement is: the heavier, the smaller are its batches.
    """

    def __init__(
        self,
        sends: Iterable[Send[S]],
        start: Callable[[Coroutine[Any, Any, None]], object],
        *,
        share: bool,
        weight: Callable[[S], int] = lambda statement: 1,
    ) -> None:
        self._idle = list(sends)
        self._most_under_way = len(self._idle)
        self._start = start
        self._share = share
        self._weight = weight
        # The statement at the front is the next in turn, so that none is kept waiting by a busier one.
        self._queues: OrderedDict[S, dict[Hashable, _Calls]] = OrderedDict()
        self._waiting = 0
        self._sent = 0
        # Of changes: no two of one key are sent at the same time, as the second would find its row locked.
        self._keys_under_way: set[Hashable] = set()

    def call(self, statement: S, key: Hashable, value: object = None) -> Answer:
        """Will be the rows of the key; or None when the batch left the call alone, which then has to go its own way.

        It raises what the batch's outcome is for each of its calls (`OutcomeUnknownError`, `TimeoutError`). Raises
        `UnavailableError` when too many calls wait already.
        """
        if self._waiting >= MOST_WAITING:
            raise UnavailableError(f"{MOST_WAITING} calls wait already")
        answer: Answer = asyncio.get_running_loop().create_future()
        queue = self._queues.get(statement)
        if queue is None:
            queue = self._queues[statement] = {}
        queue.setdefault(key, []).append((value, answer))
        self._waiting += 1
        serving = self._most_under_way - len(self._idle)
        if self._idle and self._waiting > serving * (WORTH_A_BATCH // self._weight(statement)):
            # The task begins after all that is ready in this turn of the loop, whose calls then leave together.
            self._start(self._serve(self._idle.pop()))
        return answer

    async def _serve(self, send: Send[S]) -> None:
        try:
            while taken := self._take():
                await self._run(send, *taken)
                # Who was answered comes first: those who call again at once leave together with those who wait.
                await asyncio.sleep(0)
        except BaseException:
            self._release_waiting()
            raise
        finally:
            self._idle.append(send)

    def _take(self) -> tuple[S, dict[Hashable, _Calls]] | None:
        """The next statement and its batch; None when nothing waits but changes of keys that are under way.

        Who has those under way takes them next.
        """
        for _ in range(len(self._queues)):
            statement, queue = self._queues.popitem(last=False)
            batch = self._take_from(queue, self._weight(statement))
            if queue:
                self._queues[statement] = queue
            if batch:
                return statement, batch
        return None

    def _take_from(self, queue: dict[Hashable, _Calls], weight: int) -> dict[Hashable, _Calls]:
        """What goes into a batch, by key in the order of the first calls: one change of each, or all reads of each."""
        fair_share = -(-(self._waiting + self._sent) // self._most_under_way)
        size = min(max(fair_share, WORTH_A_BATCH // weight, 1), MOST_IN_A_BATCH // weight)
        batch: dict[Hashable, _Calls] = {}
        while not batch and (keys := list(islice(self._free(queue), size))):
            for key in keys:
                calls = queue.pop(key)
                if not self._share and len(calls) > 1:
                    queue[key] = calls[1:]
                    calls = calls[:1]
                self._waiting -= len(calls)
                if staying := [call for call in calls if not call[1].done()]:
                    batch[key] = staying
        return batch

    def _free(self, queue: dict[Hashable, _Calls]) -> Iterator[Hashable]:
        if not self._keys_under_way:
            return iter(queue)
        return (key for key in queue if key not in self._keys_under_way)

    async def _run(self, send: Send[S], statement: S, batch: dict[Hashable, _Calls]) -> None:
        self._sent += len(batch)
        if not self._share:
            self._keys_under_way.update(batch)
        try:
            found = await send(statement, list(batch), [calls[0][0] for calls in batch.values()])
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
        finally:
            self._sent -= len(batch)
            if not self._share:
                self._keys_under_way.difference_update(batch)

    def _release_waiting(self) -> None:
        for queue in self._queues.values():
            for calls in queue.values():
                for _, answer in calls:
                    if not answer.done():
                        answer.set_result(None)
        self._queues.clear()
        self._waiting = 0


def _settle(batch: Mapping[Hashable, _Calls], found: Mapping[Hashable, Rows]) -> None:
    for key, calls in batch.items():
        rows = found.get(key)
        for _, answer in calls:
            if not answer.done():
                answer.set_result(rows)


def _fail(batch: Mapping[Hashable, _Calls], error: errors.PersistenceError) -> None:
    """Gives each caller an error of its own, as an error that is raised twice collects the traces of both."""
    for calls in batch.values():
        for _, answer in calls:
            if not answer.done():
                own = type(error)(*error.args)
                own.__cause__ = error
                answer.set_exception(own)
