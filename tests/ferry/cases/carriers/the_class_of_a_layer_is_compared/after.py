from app.persistence import PersistenceLayer
from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size() -> int:
    layer = get_async_persistence()
    if type(layer) is AsyncPersistenceLayer and layer.__class__ == AsyncPersistenceLayer:
        return await layer.count_players()
    if type(layer) in (dict, AsyncPersistenceLayer) or issubclass(type(get_async_persistence()), AsyncPersistenceLayer):
        return 1
    return 0


def named(thing: object) -> bool:
    return type(thing) is PersistenceLayer
