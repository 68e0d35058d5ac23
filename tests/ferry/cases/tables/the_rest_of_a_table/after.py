from app.persistence.async_layer import AsyncPersistenceLayer


async def each(layer: AsyncPersistenceLayer, key: int) -> list[object]:
    first, *others, last = [layer.get_player_by_id, layer.is_admin, layer.delete_player]
    return [await first(key), *[await other(key) for other in others], await last(key)]
