"""How many may do something at the same time."""

import asyncio
import builtins
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from persistence.errors import PersistenceError


class Permits:
    """A number of permits, for which callers wait in the order in which they came.

    Args:
        most: How many there are.
        limit_s: How long a caller waits for one.
        refusal: Makes the error of a caller that waited for so long.
    """

    def __init__(self, most: int, limit_s: float, refusal: Callable[[], PersistenceError]) -> None:
        self._free = asyncio.Semaphore(most)
        self._limit_s = limit_s
        self._refusal = refusal

    async def take(self) -> None:
        """Waits for a permit, which is to be given back."""
        try:
            async with asyncio.timeout(self._limit_s):
                await self._free.acquire()
        except builtins.TimeoutError:
            raise self._refusal() from None

    def give_back(self) -> None:
        """Lets the next one have it."""
        self._free.release()

    @asynccontextmanager
    async def permit(self) -> AsyncIterator[None]:
        """A block that has a permit."""
        await self.take()
        try:
            yield
        finally:
            self.give_back()
