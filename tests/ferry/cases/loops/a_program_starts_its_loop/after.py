import asyncio
import sys

from app.persistence.async_layer import get_async_persistence


async def main() -> int:
    print(await get_async_persistence().count_players())
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
