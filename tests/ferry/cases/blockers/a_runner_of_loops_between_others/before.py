# blockers: import_time
import asyncio

from app.persistence import PersistenceLayer

LAYER = PersistenceLayer("memory")


async def nothing() -> None:
    return None


if __name__ == "__main__":
    print(LAYER.count_players())
    with asyncio.Runner() as runner:
        runner.run(nothing())
    print(LAYER.count_players())
