from app.persistence.async_layer import AsyncPersistenceLayer


async def players(layer: AsyncPersistenceLayer):
    for player in await layer.list_players():
        yield player


async def first_name(layer: AsyncPersistenceLayer) -> str:
    return (await anext(players(layer))).name


async def first_or_none(layer: AsyncPersistenceLayer):
    return await anext(players(layer), None)
