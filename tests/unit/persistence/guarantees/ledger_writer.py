"""A process that writes accounts and says on its standard output which of them it was told are kept."""

import asyncio
import sys

from persistence.layer import AsyncPersistenceLayer


async def write(url: str, prefix: str) -> None:
    """Makes accounts until the process is ended from outside."""
    async with await AsyncPersistenceLayer.open(url) as persistence, asyncio.TaskGroup() as group:

        async def work(worker: int) -> None:
            number = 0
            while True:
                name = f"{prefix} {worker} {number}"
                await persistence.create_account(name, "hash")
                sys.stdout.write(f"{name}\n")
                sys.stdout.flush()
                number += 1

        for worker in range(4):
            group.create_task(work(worker))


if __name__ == "__main__":
    asyncio.run(write(*sys.argv[1:]))
