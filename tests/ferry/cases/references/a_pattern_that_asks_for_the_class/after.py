from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def show(thing: object) -> int:
    match thing:
        case AsyncPersistenceLayer() as layer:
            return await layer.count_players()
    return 0


async def shown() -> int:
    return await show(get_async_persistence())
