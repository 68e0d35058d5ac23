import asyncio

from app.persistence.async_layer import get_async_persistence


async def remote() -> int:
    return 1


def prepare() -> None:
    print(asyncio.run(remote()))


async def count() -> None:
    print(await get_async_persistence().count_players())


if __name__ == "__main__":
    prepare()
    asyncio.run(count())
    prepare()  # and again
    # the end
