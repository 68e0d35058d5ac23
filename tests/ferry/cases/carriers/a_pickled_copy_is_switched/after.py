import pickle

from app.persistence.async_layer import AsyncPersistenceLayer


async def size_of_a_copy(layer: AsyncPersistenceLayer) -> int:
    restored = pickle.loads(pickle.dumps(layer))
    return await restored.count_players()
