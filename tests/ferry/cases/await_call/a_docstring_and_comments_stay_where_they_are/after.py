from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    """How many there are."""
    # The count is exact.
    return await layer.count_players()  # one query
