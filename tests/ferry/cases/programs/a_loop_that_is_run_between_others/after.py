import asyncio

from app.persistence.async_layer import get_async_persistence


async def fetch_rate(number: int) -> int:
    return number


async def count_before(rate: int) -> None:
    print(rate, await get_async_persistence().count_players())


if __name__ == "__main__":

    async def main() -> None:
        await count_before(0)
        rate = await fetch_rate(1)
        for number in range(rate):
            await fetch_rate(number)  # again
        await count_before(rate)

    asyncio.run(main())
