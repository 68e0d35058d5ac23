from app.persistence.async_layer import AsyncPersistenceLayer


async def players(layer: AsyncPersistenceLayer):
    for item in await layer.list_players():
        yield item


async def names(layer: AsyncPersistenceLayer) -> list[str]:
    return [player.name async for player in players(layer) if player.level]


async def any_hero(layer: AsyncPersistenceLayer) -> bool:
    async for player in players(layer):
        if player.level > 9:
            return True
    return False


async def by_name(layer: AsyncPersistenceLayer) -> dict[str, int]:
    return {player.name: player.level async for player in players(layer)}
