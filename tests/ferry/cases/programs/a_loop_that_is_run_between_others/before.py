import asyncio

from app.persistence import get_persistence


async def fetch_rate(number: int) -> int:
    return number


def count_before(rate: int) -> None:
    print(rate, get_persistence().count_players())


if __name__ == "__main__":
    count_before(0)
    rate = asyncio.run(fetch_rate(1))
    for number in range(rate):
        asyncio.run(fetch_rate(number), debug=True)  # again
    count_before(rate)
