from app.persistence.async_layer import AsyncPersistenceLayer


async def names(layer: AsyncPersistenceLayer) -> list[str]:
    found = [player.name async for player in layer]
    async for player in layer:
        found.append(player.name)
    return found + [player.name for player in [item async for item in layer]]
