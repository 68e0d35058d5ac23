"""Fills the layer."""

import asyncio

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer

if __name__ == "__main__":  # run by hand

    async def main() -> None:
        layer = AsyncPersistenceLayer("memory")

        # The players that every test expects.
        for number in range(3):
            await layer.save_player(Player(number, f"player {number}", 1))

        async def describe(number: int) -> str:
            return (await layer.get_player_by_id(number)).name

        print(await layer.count_players(), [await describe(number) for number in range(3)])

    asyncio.run(main())
