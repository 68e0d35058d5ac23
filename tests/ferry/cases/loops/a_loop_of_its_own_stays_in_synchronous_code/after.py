import asyncio


async def wait(seconds: float) -> None:
    await asyncio.sleep(seconds)


def pause() -> None:
    asyncio.run(wait(0))
