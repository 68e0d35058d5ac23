import asyncio


def work(number: int) -> int:
    return number * 2


async def later(number: int) -> int:
    return await asyncio.to_thread(work, number)
