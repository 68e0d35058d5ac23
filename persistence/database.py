"""The connections to PostgreSQL: the pool, time limits, retries and transactions.

Time limits: a call waits at most `call_timeout_s` for a free connection, a write before that as long for its turn, and
at most `call_timeout_s` for each answer.
The server itself undoes a statement that takes longer (`statement_timeout`), so that its outcome is known and the
connection survives; only when no answer comes at all the connection is given up, a second later.

Retries: a call is repeated only where it cannot take effect twice, that is after a serialization failure or a deadlock,
after a migration made a prepared statement stale, and when the connection was lost before anything was sent that could
take effect by itself.
"""

import asyncio
import builtins
import random
from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, nullcontext, suppress
from functools import partial
from typing import Any, Self, TypeVar
from weakref import WeakSet

from sqlalchemy import Executable, event
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from persistence import errors
from persistence.batching.changes import ChangeLane
from persistence.batching.connection import LaneConnection
from persistence.batching.lane import Lane
from persistence.cached import CachedView
from persistence.caching.cache import Cache
from persistence.caching.listener import Listener
from persistence.connecting import checked_url, connect_arguments, driver_arguments
from persistence.errors import ConflictError, PersistenceError, TransactionError, UnavailableError
from persistence.executor import Parameters, Rows, Statements
from persistence.keyed import KeyedChange, KeyedRead
from persistence.permits import Permits
from persistence.supervisor import Call, Supervisor
from persistence.transaction import OpenTransaction
from persistence.translation import is_connection_loss, no_connection, translate

T = TypeVar("T")

# The longest pause before each further attempt; the real one is random, so that two rivals do not meet again.
_PAUSES_S = (0.01, 0.05)
# How much longer than the server's own limit an answer may take before the connection is given up.
_GRACE_S = 1.0
# The part of a call's limit that a batch may take, so that each of its callers can still go on alone.
_BATCH_PART = 0.25
# How long a batch of changes waits for others. It skips rows that are locked, but not a new key that is being inserted.
_LOCK_TIMEOUT_S = 0.1


class Database:
    """Runs statements on a pool of connections; made by `open`, to be closed by `close`."""

    def __init__(self, engine: AsyncEngine, pool_size: int, call_timeout_s: float) -> None:
        self._engine = engine
        self._sessions: WeakSet[Any] = WeakSet()
        event.listen(engine.sync_engine, "checkout", _refuse_closed_connection)
        event.listen(engine.sync_engine, "connect", self._remember_session)
        self._autocommit = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._call_timeout_s = call_timeout_s
        self._answer_limit_s = call_timeout_s + _GRACE_S
        self._supervisor = Supervisor()
        connection_arguments = driver_arguments(engine)
        arguments = {**connection_arguments, **connect_arguments(call_timeout_s)}
        # A batch has a part of its calls' time. When it is held up, the server undoes it, and each goes on alone.
        batch_limit_s = call_timeout_s * _BATCH_PART
        reading = {**connection_arguments, **connect_arguments(batch_limit_s)}
        changing = {**connection_arguments, **connect_arguments(batch_limit_s, lock_timeout_s=_LOCK_TIMEOUT_S)}
        # Two for each lane: with one alone, either the server or this process would always wait for the other.
        readers = [LaneConnection(reading, batch_limit_s + _GRACE_S) for _ in range(2)]
        changers = [LaneConnection(changing, batch_limit_s + _GRACE_S) for _ in range(2)]
        self._lane_connections = [*readers, *changers]
        most_alone = max(1, pool_size // 2)
        # The rest of the pool is for reads, which wait for nobody's lock of a row.
        self._writers = Permits(max(1, pool_size * 3 // 4), call_timeout_s, no_connection)
        self._reads = Lane(
            (connection.read for connection in readers),
            self._read_alone,
            self._supervisor.hand_over,
            limit_s=call_timeout_s,
            most_alone=most_alone,
        )
        self._changes = ChangeLane(
            (connection.change for connection in changers),
            self._change_alone,
            self._supervisor.hand_over,
            limit_s=call_timeout_s,
            most_alone=most_alone,
            weight=lambda change: change.weight,
        )
        self._cache = Cache(self._load, self._supervisor.hand_over, self._hears)
        self._listener = Listener(arguments, self._answer_limit_s, self._cache.drop)
        # By the tasks that opened them. A second connection for one of those could deadlock the pool.
        self._open: dict[asyncio.Task[Any] | None, OpenTransaction] = {}
        self._closed = False

    @classmethod
    def open(cls, url: str, *, pool_size: int, call_timeout_s: float) -> Self:
        """A database whose connections are made when they are first needed. Raises `ValidationError`."""
        engine = create_async_engine(
            checked_url(url),
            pool_size=pool_size,
            max_overflow=0,
            pool_timeout=call_timeout_s,
            # Among them are hashes of passwords, and the errors are logged.
            hide_parameters=True,
            connect_args=connect_arguments(call_timeout_s),
        )
        return cls(engine, pool_size, call_timeout_s)

    async def close(self) -> None:
        """Finishes the calls under way, undoes open transactions and closes all connections, in bounded time.

        A connection whose server does not answer is dropped. A second close does nothing.
        """
        if self._closed:
            return
        self._closed = True
        self._listener.stop()
        for transaction in self._open.values():
            self._supervisor.hand_over(transaction.roll_back(Call()))
        try:
            await self._supervisor.close(2 * self._answer_limit_s)
        finally:
            await self._close_connections()

    async def _close_connections(self) -> None:
        try:
            await asyncio.gather(*(connection.close() for connection in self._lane_connections))
            with suppress(builtins.TimeoutError):
                async with asyncio.timeout(self._answer_limit_s):
                    await self._engine.dispose()
        finally:
            for connection in self._lane_connections:
                connection.terminate()
            for session in self._sessions:
                if not session.is_closed():
                    session.terminate()

    def connections_in_use(self) -> int:
        """How many connections are checked out of the pool at this moment."""
        return self._engine.pool.checkedout()  # type: ignore[attr-defined, no-any-return]

    async def read(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows that `statement`, which changes nothing, selects."""
        return await self._finish(partial(self._single, statement, parameters, writes=False))

    async def write(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows that `statement` returns; what it changed is committed.

        Raises `OutcomeUnknownError` when the connection was lost before the answer came.
        """
        return await self._finish(partial(self._single, statement, parameters, writes=True))

    def read_by_key(self, read: KeyedRead, key: Hashable) -> Awaitable[Sequence[Sequence[Any]]]:
        """The rows of `key`, by a statement that it may share with other keys: see `persistence.batching`."""
        self._check_use()
        return self._reads.call(read, key)

    def change_by_key(self, change: KeyedChange, key: Hashable, value: object) -> Awaitable[Sequence[Sequence[Any]]]:
        """The changed row of `key`, or none when there is no such row, by a statement that it may share."""
        self._check_use()
        return self._changes.call(change, key, value)

    async def cached(self, view: CachedView[T]) -> T:
        """The value of `view`, kept or read."""
        self._check_use()
        self._listener.start(self._supervisor.hand_over)
        return await self._cache.get(view)

    @contextmanager
    def changing(self, view: CachedView[Any]) -> Iterator[None]:
        """A block that writes what `view` is made from; when that has ended, whatever came of it, nothing is kept."""
        try:
            yield
        finally:
            self._cache.drop(view.table)

    async def atomically(self, work: Callable[[Statements], Awaitable[T]]) -> T:
        """The result of `work` in a transaction of its own, which is committed; it is repeated after a conflict."""
        return await self._finish(partial(self._several, work))

    @asynccontextmanager
    async def transaction(self, timeout_s: float | None = None) -> AsyncIterator[OpenTransaction]:
        """A transaction that is committed when the block ends, and undone when it raises or is cancelled.

        The block may take `timeout_s` seconds (twice the layer's limit of a call when None), then it is cancelled,
        undone, and raises `TimeoutError`. Raises `TransactionError` in a task that already has one open: nest by
        `savepoint()` instead.
        """
        self._check_use()
        transaction = OpenTransaction(self._engine, self._writers, self._supervisor, self._answer_limit_s)
        task = asyncio.current_task()
        cancellations = task.cancelling() if task else 0
        limit = asyncio.timeout(timeout_s or 2 * self._call_timeout_s)
        try:
            async with limit:
                await self._finish(transaction.begin)
                self._check_use()
                self._open[task] = transaction
                yield transaction
            _tell_what_was_swallowed(limit, task, cancellations)
        except BaseException as error:
            # Nobody waits for the rollback: a statement under way, which it has to wait for, would hold up its caller.
            self._supervisor.hand_over(transaction.roll_back(Call()))
            if isinstance(error, builtins.TimeoutError) and limit.expired():
                raise errors.TimeoutError("the transaction took too long and was undone") from error
            raise
        finally:
            self._open.pop(task, None)
        try:
            await self._supervisor.finish(transaction.commit)
        finally:
            for view in transaction.changed:
                self._cache.drop(view.table)

    async def _finish(self, once: Callable[[Call], Awaitable[T]]) -> T:
        self._check_use()
        return await self._supervisor.finish(partial(self._attempt, once))

    async def _read_alone(self, read: KeyedRead, key: Hashable, value: object, call: Call) -> Rows:
        return await self._attempt(partial(self._single, read.statement, {"keys": [key]}, writes=False), call)

    async def _change_alone(self, change: KeyedChange, key: Hashable, value: object, call: Call) -> Rows:
        arrays = change.arrays([key], [value])
        return await self._attempt(partial(self._single, change.waiting, arrays, writes=True), call)

    def _remember_session(self, connection: Any, record: object) -> None:
        self._sessions.add(connection.driver_connection)

    def _hears(self) -> bool:
        return self._listener.hears()

    async def _load(self, view: CachedView[T]) -> T:
        return view.build(await self.read(view.statement))

    def _check_use(self) -> None:
        if self._closed:
            raise UnavailableError("the layer is closed")
        if self._open and asyncio.current_task() in self._open:
            raise TransactionError("this task has a transaction open: call its methods, not the layer's")

    async def _attempt(self, once: Callable[[Call], Awaitable[T]], call: Call) -> T:
        """The result of `once`, repeated after a short pause where that is safe."""
        for pause_s in (*_PAUSES_S, None):
            try:
                return await once(call)
            except PersistenceError:
                raise
            except Exception as error:
                failure = translate(error, committing=call.committing)
                if pause_s is None or call.abandoned or not _may_repeat(error, failure, call):
                    raise failure from error
            call.committing = False
            await asyncio.sleep(random.uniform(0, pause_s))  # noqa: S311 - no secret
        raise AssertionError("the last attempt has no pause")

    async def _single(self, statement: Executable, parameters: Parameters | None, call: Call, *, writes: bool) -> Rows:
        async with self._writers.permit() if writes else nullcontext(), self._autocommit.connect() as connection:
            call.stop_if_abandoned()
            call.committing = writes
            async with asyncio.timeout(self._answer_limit_s):
                return (await connection.execute(statement, parameters)).all()

    async def _several(self, work: Callable[[Statements], Awaitable[T]], call: Call) -> T:
        async with self._writers.permit(), self._engine.connect() as connection:
            call.stop_if_abandoned()
            result = await work(_Statements(connection, self._answer_limit_s))
            call.committing = True
            async with asyncio.timeout(self._answer_limit_s):
                await connection.commit()
            return result


class _Statements:
    """The statements of one attempt at `atomically`."""

    def __init__(self, connection: AsyncConnection, answer_limit_s: float) -> None:
        self._connection = connection
        self._answer_limit_s = answer_limit_s

    async def read(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        async with asyncio.timeout(self._answer_limit_s):
            return (await self._connection.execute(statement, parameters)).all()

    write = read


def _tell_what_was_swallowed(limit: asyncio.Timeout, task: asyncio.Task[Any] | None, cancellations: int) -> None:
    """Ends a block that has caught the cancellation by which its time limit, or its task's end, was told to it."""
    if limit.expired():
        raise builtins.TimeoutError
    if task and task.cancelling() > cancellations:
        raise asyncio.CancelledError


def _refuse_closed_connection(connection: Any, record: object, proxy: object) -> None:
    """Makes the pool replace a connection that the server has closed, without asking the server on every use."""
    if connection.driver_connection.is_closed():
        raise DisconnectionError


def _may_repeat(error: Exception, failure: PersistenceError, call: Call) -> bool:
    if isinstance(failure, ConflictError):
        return True
    return is_connection_loss(error) and not call.committing
