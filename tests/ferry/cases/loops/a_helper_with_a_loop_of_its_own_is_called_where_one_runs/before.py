import asyncio

from app.persistence import PersistenceLayer


async def wait(seconds: float) -> None:
    await asyncio.sleep(seconds)


def pause() -> None:
    loop = asyncio.get_event_loop()
    loop.run_until_complete(wait(0))


def count(layer: PersistenceLayer) -> int:
    rest()
    return layer.count_players()


def rest() -> None:
    pause()
