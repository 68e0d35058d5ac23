import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


def count(layer: AsyncPersistenceLayer) -> int:
    async def main() -> int:
        return await layer.count_players()

    return asyncio.run(main())
