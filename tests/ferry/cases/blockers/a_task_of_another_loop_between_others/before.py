# blockers: import_time
import asyncio

from app.persistence import PersistenceLayer

SHELF = PersistenceLayer("memory")


async def arrive() -> None:
    return None


if __name__ == "__main__":
    loop = asyncio.new_event_loop()
    arrival = loop.create_task(arrive())
    print(SHELF.count_players())
    loop.run_until_complete(arrival)
    print(SHELF.count_players())
    loop.close()
