"""Asks the database whether it answers."""

import time

from persistence.layer import AsyncPersistenceLayer


class HealthService:
    """Tells whether the parts that the server cannot do without are there."""

    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def database_latency_ms(self) -> float:
        """The time in milliseconds that the database took for the smallest question.

        Raises:
            UnavailableError: It cannot be reached.
            TimeoutError: It did not answer in time.
        """
        start = time.perf_counter()
        await self._persistence.ping()
        return (time.perf_counter() - start) * 1_000
