import asyncio

from app.persistence.async_layer import get_async_persistence


async def first() -> None:
    print(await get_async_persistence().count_players())


def second() -> None:
    print("second")


if __name__ == "__main__":

    async def main() -> None:
        await first()
        second()
        await first()

    asyncio.run(main())
