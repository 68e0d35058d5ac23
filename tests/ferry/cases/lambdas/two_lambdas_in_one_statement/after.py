from app.persistence.async_layer import AsyncPersistenceLayer


async def both(layer: AsyncPersistenceLayer, first, second) -> int:
    return await first(layer) + await second(layer)


async def report(layer: AsyncPersistenceLayer) -> int:
    async def first(own):
        return await own.count_players() + 1

    async def second(own):
        return (await own.count_players(), 2)[0]

    return await both(layer, first, second=second)
