"""An open transaction: the statements of one task on one connection."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Hashable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager, suppress
from enum import Enum
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Executable
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncTransaction

from persistence.cached import CachedView
from persistence.errors import PersistenceError, TransactionError, UnavailableError
from persistence.executor import Parameters, Rows, Statements
from persistence.keyed import KeyedChange, KeyedRead
from persistence.permits import Permits
from persistence.supervisor import Call, Supervisor
from persistence.translation import translate

R = TypeVar("R")
T = TypeVar("T")


class _State(Enum):
    OPEN = "open"
    FAILED = "failed: a statement of it raised an error or was cancelled"
    ENDED = "ended"


class OpenTransaction:
    """Runs statements that take effect together; made by `Database.transaction()`.

    It belongs to the task that opened it: another task that uses it, a child included, gets `TransactionError`. After a
    statement has failed PostgreSQL does nothing more in a transaction, and after one was cancelled nobody knows what
    the transaction has done: so every further call raises `TransactionError`. Who wants to go on after an error or a
    time limit of its own runs the statement in a `savepoint()`. (A limit
    that strikes while that is being left fails the whole: it cannot be undone alone any more.)

    Attributes:
        changed: The views whose rows were written.
    """

    def __init__(self, engine: AsyncEngine, writers: Permits, supervisor: Supervisor, answer_limit_s: float) -> None:
        # Not yet connected: `begin` does that.
        self._connection = AsyncConnection(engine)
        self._writers = writers
        self._has_permit = False
        self._supervisor = supervisor
        self._answer_limit_s = answer_limit_s
        self._owner = asyncio.current_task()
        self._state = _State.OPEN
        self.changed: set[CachedView[Any]] = set()
        # A connection does one thing at a time. The lock is held while the server works, on purpose: the end of the
        # transaction waits for a statement whose caller was cancelled.
        self._turn = asyncio.Lock()

    async def read(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows that `statement` selects, the transaction's own changes included."""
        self._check_use()
        return await self._finish(partial(self._execute, statement, parameters))

    async def write(self, statement: Executable, parameters: Parameters | None = None) -> Rows:
        """The rows that `statement` returns; what it changed is seen by others when the transaction has ended."""
        return await self.read(statement, parameters)

    async def read_by_key(self, read: KeyedRead, key: Hashable) -> Sequence[Sequence[Any]]:
        """The rows of `key`."""
        return await self.read(read.statement, {"keys": [key]})

    async def change_by_key(self, change: KeyedChange, key: Hashable, value: object) -> Sequence[Sequence[Any]]:
        """The changed row of `key`, or none when there is no such row."""
        return await self.write(change.waiting, change.arrays([key], [value]))

    async def cached(self, view: CachedView[T]) -> T:
        """The value of `view` as this transaction sees it, always read."""
        return view.build(await self.read(view.statement))

    @contextmanager
    def changing(self, view: CachedView[Any]) -> Iterator[None]:
        """Notes that the rows of `view` are written."""
        self.changed.add(view)
        yield

    async def atomically(self, work: Callable[[Statements], Awaitable[T]]) -> T:
        """The result of `work`, which is undone when it raises, while the rest of the transaction stands."""
        async with self.savepoint():
            return await work(self)

    @asynccontextmanager
    async def savepoint(self) -> AsyncIterator[None]:
        """What the block does is undone when it raises; the transaction then goes on as if it had not been tried."""
        self._check_use()
        point: list[AsyncTransaction] = []
        try:
            await self._supervisor.finish(partial(self._begin_nested, point))
            yield
            self._check_success()
        except BaseException as error:
            if self._state is _State.FAILED and (point or isinstance(error, asyncio.CancelledError)):
                # At once, as this task may be cancelled again while it waits: what it does next has its turn later.
                self._state = _State.OPEN
            await self._supervisor.finish(partial(self._roll_back_to, point))
            raise
        await self._finish(partial(self._release, point[0]))

    async def begin(self, call: Call) -> None:
        """Takes a connection; for the one who opens the transaction, and who ends it whatever comes of this.

        It is kept here and not returned: what a task returns is lost when its waiter is cancelled just then.
        """
        async with self._turn:
            if not self._has_permit:
                await self._writers.take()
                self._has_permit = True
            call.stop_if_abandoned()
            self._connection = await self._connection.start()

    async def commit(self, call: Call) -> None:
        """Makes the changes durable and gives the connection back; for the one who opened the transaction."""
        async with self._turn:
            try:
                self._check_success()
                call.committing = True
                async with asyncio.timeout(self._answer_limit_s):
                    await self._connection.commit()
            except PersistenceError:
                raise
            except Exception as error:
                raise translate(error, committing=True) from error
            finally:
                await self._give_back()

    async def roll_back(self, call: Call) -> None:
        """Undoes all changes and gives the connection back; for the one who opened the transaction."""
        async with self._turn:
            await self._give_back()

    async def _give_back(self) -> None:
        """Ends the use of the connection. What was not committed is rolled back by the pool.

        When the server does not answer, the connection is dropped, and what the transaction came to is the same.
        """
        self._state = _State.ENDED
        try:
            if self._connection.sync_connection is not None:
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._answer_limit_s):
                        await self._connection.close()
        finally:
            if self._has_permit:
                self._has_permit = False
                self._writers.give_back()

    async def _execute(self, statement: Executable, parameters: Parameters | None, call: Call) -> Rows:
        async with self._turn, self._answered(call):
            call.stop_if_abandoned()
            return (await self._connection.execute(statement, parameters)).all()

    async def _begin_nested(self, point: list[AsyncTransaction], call: Call) -> None:
        """Puts the savepoint into `point`, where it is found also when the caller is cancelled just then."""
        async with self._turn, self._answered():
            call.stop_if_abandoned()
            point.append(await self._connection.begin_nested())

    async def _release(self, point: AsyncTransaction, call: Call) -> None:
        async with self._turn, self._answered():
            await point.commit()

    async def _roll_back_to(self, point: Sequence[AsyncTransaction], call: Call) -> None:
        async with self._turn:
            if self._state is _State.ENDED or not point:
                return
            async with self._answered():
                await point[0].rollback()

    async def _finish(self, work: Callable[[Call], Coroutine[Any, Any, R]]) -> R:
        try:
            return await self._supervisor.finish(work)
        except asyncio.CancelledError:
            self._fail()
            raise

    def _fail(self) -> None:
        if self._state is _State.OPEN:
            self._state = _State.FAILED

    @asynccontextmanager
    async def _answered(self, call: Call | None = None) -> AsyncIterator[None]:
        """Limits the wait for the server's answer, and marks the transaction as failed when it is an error.

        Not when the caller of the statement has left: that marked it, and the savepoint around it may have been given
        up since, so that the transaction goes on.
        """
        try:
            async with asyncio.timeout(self._answer_limit_s):
                yield
        except Exception as error:
            if call is None or not call.abandoned:
                self._fail()
            raise translate(error, committing=False) from error

    def _check_use(self) -> None:
        if asyncio.current_task() is not self._owner:
            raise TransactionError("a transaction belongs to the task that opened it")
        if self._state is not _State.OPEN:
            raise TransactionError(f"the transaction has {self._state.value}")

    def _check_success(self) -> None:
        """A commit after a failed statement would be a rollback that looks like a success."""
        if self._state is _State.ENDED:
            raise UnavailableError("the layer was closed, and the transaction undone")
        if self._state is _State.FAILED:
            raise TransactionError("a statement of the transaction failed, so nothing of it can be committed")
