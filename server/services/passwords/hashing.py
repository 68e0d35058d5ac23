"""argon2id in worker threads: few at a time, so that log-ins never take the processor from those who play."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self, TypeVar

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

T = TypeVar("T")

# The least that OWASP's Password Storage Cheat Sheet recommends for argon2id: 19 MiB, 2 passes, 1 lane. About 25 ms.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class BusyError(Exception):
    """Too many passwords wait to be hashed; try again in a few seconds."""


class PasswordHashing:
    """Hashes and verifies passwords in threads of its own; `close` ends them.

    At most `workers` hashes run at a time, each with 19 MiB, and at most `longest_queue` calls wait.
    """

    def __init__(self, *, workers: int = 1, longest_queue: int = 1_000) -> None:
        self._threads = ThreadPoolExecutor(max_workers=workers, thread_name_prefix="argon2")
        self._most_pending = workers + longest_queue
        self._pending = 0
        # Verified when there is no such account, so that the time of an answer does not tell who has one.
        self._nobody = _HASHER.hash("nobody")

    async def hash(self, password: str) -> str:
        """The hash of `password` with a salt of its own, as a string that says how it was made.

        Raises:
            BusyError: The queue is full.
        """
        return await self._run(lambda: _HASHER.hash(password))

    async def verify(self, password_hash: str | None, password: str) -> bool:
        """Whether `password` has this hash. With None it takes as long and says no.

        Raises:
            BusyError: The queue is full.
        """
        if password_hash is None:
            await self._run(lambda: _matches(self._nobody, password))
            return False
        return await self._run(lambda: _matches(password_hash, password))

    def close(self) -> None:
        """Ends the threads; what still waits is cancelled, a hash that runs is waited for."""
        self._threads.shutdown(cancel_futures=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, error_type: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    async def _run(self, work: Callable[[], T]) -> T:
        if self._pending >= self._most_pending:
            raise BusyError("too many passwords wait to be hashed")
        self._pending += 1
        try:
            # A cancelled caller takes its work out of the queue, unless it has begun.
            return await asyncio.get_running_loop().run_in_executor(self._threads, work)
        finally:
            self._pending -= 1


def _matches(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerifyMismatchError, InvalidHashError):
        return False
