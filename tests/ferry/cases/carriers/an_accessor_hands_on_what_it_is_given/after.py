from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer


async def size(census: Census) -> int:
    return await get_async_persistence(census.layer).count_players()


async def admins(layer) -> bool:
    chosen = get_async_persistence(given=layer)
    return await chosen.is_admin(1)


async def report() -> bool:
    own = get_async_persistence()
    return await admins(own) and await size(Census(own)) > 0
