"""Fresh databases, one for each test function, on one server."""

import asyncio
import itertools
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Any, Self, TypeVar

import asyncpg

from persistence.embedded import EmbeddedPostgres

T = TypeVar("T")


class DatabaseStock:
    """Hands out databases that nobody has used, as copies of a template.

    A copy costs about as much as a short test. So the next one is made while the test with the last one runs, and a
    database that was given back is dropped there too. Both happen one after the other in one thread, which holds the
    only connection to the server.
    """

    def __init__(self, server: EmbeddedPostgres) -> None:
        self._server = server
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="databases")
        self._runner = asyncio.Runner(loop_factory=asyncio.SelectorEventLoop)
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._numbers = itertools.count(1)
        self._next: dict[str, Future[str]] = {}
        self._dropped: list[Future[None]] = []

    def take(self, template: str) -> str:
        """Returns the name of a new database, a copy of the template; it is the caller's until `give_back`."""
        ready = self._next.pop(template, None) or self._submit(self._copy(template))
        name = ready.result()
        self._next[template] = self._submit(self._copy(template))
        return name

    def give_back(self, name: str) -> None:
        """Drops a database, in the background; whoever is still connected to it is cut off."""
        self._dropped.append(self._submit(self._execute(f'DROP DATABASE "{name}" WITH (FORCE)')))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for dropped in self._dropped:
                dropped.result()
        finally:
            self._submit(self._disconnect()).result()
            self._thread.shutdown()
            self._runner.close()

    def _submit(self, work: Coroutine[Any, Any, T]) -> Future[T]:
        return self._thread.submit(self._runner.run, work)

    async def _copy(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        await self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY file_copy')
        return name

    async def _execute(self, statement: str) -> None:
        if self._connection is None:
            self._connection = await asyncpg.connect(
                user="ferry", host=str(self._server.socket_dir), database="postgres"
            )
        await self._connection.execute(statement)

    async def _disconnect(self) -> None:
        if self._connection is not None:
            await self._connection.close()
