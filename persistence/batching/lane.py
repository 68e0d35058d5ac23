"""A queue of calls, and the batches in which they leave."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine, Hashable, Iterable, Mapping, Sequence
from itertools import islice
from typing import Any, Generic, TypeAlias, TypeVar

from persistence import errors
from persistence.errors import OutcomeUnknownError, UnavailableError
from persistence.permits import Permits
from persistence.supervisor import Call

S = TypeVar("S", bound=Hashable)
Rows: TypeAlias = Sequence[Sequence[Any]]
Answer: TypeAlias = "asyncio.Future[Rows]"
Send: TypeAlias = Callable[[S, Sequence[Hashable], Sequence[object], Call], Awaitable[Mapping[Hashable, Rows]]]
SendAlone: TypeAlias = Callable[[S, Hashable, object, Call], Awaitable[Rows]]
Start: TypeAlias = Callable[[Coroutine[Any, Any, None]], object]

# Both of statements with the weight 1.
MOST_IN_A_BATCH = 512
# How many calls make it worth while to send a batch beside another: a batch costs as much as about ten of its rows.
WORTH_A_BATCH = 32
# A batch that takes longer holds back nobody: it is one that is held up, as most take less than a tenth of that.
PATIENCE_S = 0.02
MOST_WAITING = 10_000

# The calls with one key, in the order in which they came: each its value, where its caller waits, and since when.
Calls: TypeAlias = list[tuple[object, Answer, float]]


class Lane(Generic[S]):
    """Collects calls by statement, and sends all that wait for one whenever a batch has ended.

    Calls with the same key get the same answer, as reads may.

    Args:
        sends: Each runs one statement at a time, for keys that each occur once, and the values at their places; it
            gives the rows by key, and leaves out the keys that have to be sent alone. Further ones than the first are
            used when many calls wait, which are then shared out, and when a batch takes long.
        alone: Runs a statement for one key, for which it may wait.
        start: Runs the lane's work to its end, in a task that somebody owns.
        limit_s: How long a call waits in a queue, and again for its turn when it is to be sent alone.
        most_alone: How many are sent alone at the same time.
        weight: How many times the work of a row a key of a statement is: the heavier, the smaller are its batches.
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
        self._idle = list(sends)
        self._most_under_way = len(self._idle)
        self._alone = alone
        self._start = start
        self._limit_s = limit_s
        self._turns = Permits(most_alone, limit_s, _waited_too_long)
        self._weight = weight
        # The statement at the front is the next in turn, so that none is kept waiting by a busier one.
        self._queues: OrderedDict[S, dict[Hashable, Calls]] = OrderedDict()
        self._queued = 0
        self._sent = 0
        self._last_start = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self._expiry: asyncio.TimerHandle | None = None

    def call(self, statement: S, key: Hashable, value: object = None) -> Answer:
        """Will be the rows of the key, or the error of its call. To cancel it is to leave.

        Raises `UnavailableError` when too many calls wait already.
        """
        if self._queued >= MOST_WAITING:
            raise too_many()
        loop = asyncio.get_running_loop()
        answer: Answer = loop.create_future()
        self._queue(statement, key, value, answer, loop)
        return answer

    def _queue(
        self, statement: S, key: Hashable, value: object, answer: Answer, loop: asyncio.AbstractEventLoop
    ) -> None:
        queue = self._queues.get(statement)
        if queue is None:
            queue = self._queues[statement] = {}
        queue.setdefault(key, []).append((value, answer, loop.time()))
        self._queued += 1
        if self._expiry is None:
            self._expiry = loop.call_later(self._limit_s, self._expire)
        if not self._idle:
            return
        serving = self._most_under_way - len(self._idle)
        if self._queued > serving * (WORTH_A_BATCH // self._weight(statement)):
            # The task begins after all that is ready in this turn of the loop, whose calls then leave together.
            self._start(self._serve(self._idle.pop()))
        elif self._watch is None:
            self._watch = loop.call_later(PATIENCE_S, self._lose_patience)

    def _lose_patience(self) -> None:
        """Sends those who wait beside a batch that takes too long; else looks again when it would."""
        self._watch = None
        if not (self._queued and self._idle):
            return
        loop = asyncio.get_running_loop()
        left_s = self._last_start + PATIENCE_S - loop.time()
        if left_s <= 0:
            self._start(self._serve(self._idle.pop()))
        else:
            self._watch = loop.call_later(left_s, self._lose_patience)

    def _expire(self) -> None:
        """Tells those who have waited in a queue for too long, and looks again when the next will have."""
        self._expiry = None
        loop = asyncio.get_running_loop()
        now = loop.time()
        expired: list[Hashable] = []
        for queue in self._queues.values():
            for key, calls in list(queue.items()):
                late = [call for call in calls if call[2] + self._limit_s <= now]
                del calls[: len(late)]
                self._queued -= len(late)
                _fail(late, _waited_too_long())
                if not calls:
                    del queue[key]
                    expired.append(key)
        if self._queued:
            oldest = min(calls[0][2] for queue in self._queues.values() for calls in queue.values())
            self._expiry = loop.call_at(oldest + self._limit_s, self._expire)
        self._release(expired)

    async def _serve(self, send: Send[S]) -> None:
        try:
            while taken := self._take():
                await self._run(send, *taken)
                # Who was answered comes first: those who call again at once leave together with those who wait.
                await asyncio.sleep(0)
        except BaseException:
            self._tear_down()
            raise
        finally:
            self._idle.append(send)

    def _take(self) -> tuple[S, dict[Hashable, Calls]] | None:
        """The next statement and its batch; None when nothing waits."""
        while self._queues:
            statement, queue = next(iter(self._queues.items()))
            batch = self._take_from(queue, self._weight(statement))
            if queue:
                self._queues.move_to_end(statement)
            else:
                del self._queues[statement]
            if batch:
                return statement, batch
        return None

    def _take_from(self, queue: dict[Hashable, Calls], weight: int) -> dict[Hashable, Calls]:
        """What goes into a batch, by key in the order of the first calls."""
        fair_share = -(-(self._queued + self._sent) // self._most_under_way)
        size = min(max(fair_share, WORTH_A_BATCH // weight, 1), MOST_IN_A_BATCH // weight)
        batch: dict[Hashable, Calls] = {}
        while queue and not batch:
            if size < len(queue):
                taken = {key: queue.pop(key) for key in list(islice(queue, size))}
            else:
                taken = queue.copy()
                queue.clear()
            for key, calls in taken.items():
                self._queued -= len(calls)
                # As nearly always there is one, for which no list is made anew.
                if len(calls) == 1 and not calls[0][1].done():
                    batch[key] = calls
                elif staying := [call for call in calls if not call[1].done()]:
                    batch[key] = staying
                else:
                    self._release((key,))
        return batch

    async def _run(self, send: Send[S], statement: S, batch: dict[Hashable, Calls]) -> None:
        self._sent += len(batch)
        self._last_start = asyncio.get_running_loop().time()
        call = Call()
        found: Mapping[Hashable, Rows] = {}
        try:
            found = await send(statement, list(batch), [calls[0][0] for calls in batch.values()], call)
        except OutcomeUnknownError as error:
            for calls in batch.values():
                _fail(calls, error)
            self._release(batch)
            return
        except Exception:  # noqa: S110 - it did nothing, and whose fault that was shows when each is sent alone
            pass
        except BaseException:
            for calls in batch.values():
                _fail(calls, call.cut_short())
            raise
        finally:
            self._sent -= len(batch)
        for key, calls in batch.items():
            rows = found.get(key)
            if rows is None:
                self._start(self._send_alone(statement, key, calls))
            elif len(calls) == 1:
                if not (answer := calls[0][1]).done():
                    answer.set_result(rows)
            else:
                _settle(calls, rows)
        # The calls' own keys where that is right: they are found by identity, others by a slower comparison.
        self._release(batch if len(found) == len(batch) else found)

    async def _send_alone(self, statement: S, key: Hashable, calls: Calls) -> None:
        """Sends what a batch left alone, unless all its callers leave before that."""
        call = Call()

        def see_who_stays(_: object = None) -> None:
            call.abandoned = all(answer.done() for _, answer, _ in calls)

        for _, answer, _ in calls:
            answer.add_done_callback(see_who_stays)
        see_who_stays()
        try:
            async with self._turns.permit():
                call.stop_if_abandoned()
                _settle(calls, await self._alone(statement, key, calls[0][0], call))
        except Exception as error:
            if call.abandoned:
                raise  # to who started it, as nobody else would hear of it
            _fail(calls, error)
        except BaseException:
            if not call.abandoned:
                _fail(calls, call.cut_short())
                self._tear_down()
            raise
        finally:
            self._release((key,))

    def _release(self, keys: Iterable[Hashable]) -> None:
        """Is told the keys whose calls have ended."""

    def _tear_down(self) -> None:
        """Answers all that wait, as nothing will be sent any more."""
        for queue in self._queues.values():
            for calls in queue.values():
                _fail(calls, UnavailableError("the layer was closed"))
        self._queues.clear()
        self._queued = 0


def _waited_too_long() -> errors.TimeoutError:
    return errors.TimeoutError("it waited too long behind calls that are held up, and was not sent")


def too_many() -> UnavailableError:
    """The error of a call that comes when `MOST_WAITING` wait."""
    return UnavailableError(f"{MOST_WAITING} calls wait already")


def _settle(calls: Calls, rows: Rows) -> None:
    for _, answer, _ in calls:
        if not answer.done():
            answer.set_result(rows)


def _fail(calls: Calls, error: Exception) -> None:
    for _, answer, _ in calls:
        if not answer.done():
            answer.set_exception(errors.another(error))
