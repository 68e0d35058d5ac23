import asyncio

from app.persistence.async_layer import get_async_persistence


class Gauge:
    async def level_shown(self) -> int:
        return await get_async_persistence().count_players()


async def doubled(gauge: Gauge) -> int:
    return 2 * await gauge.level_shown()


if __name__ == "__main__":

    async def main() -> None:
        print(await Gauge().level_shown(), await doubled(Gauge()))

    asyncio.run(main())
