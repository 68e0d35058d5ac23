import asyncio

from app.persistence import get_persistence


async def remote() -> int:
    return 1


def prepare() -> None:
    print(asyncio.run(remote()))


def count() -> None:
    print(get_persistence().count_players())


if __name__ == "__main__":
    import sys; prepare()
    # How many there are.
    count()
    size = 2
    prepare()
    count()
    print(size)
    # the end
