import asyncio

from app.persistence import PersistenceLayer


def count(layer: PersistenceLayer) -> int:
    async def main() -> int:
        return layer.count_players()

    return asyncio.run(main())
