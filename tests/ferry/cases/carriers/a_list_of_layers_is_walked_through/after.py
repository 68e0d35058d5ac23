from app.persistence.async_layer import get_async_persistence


async def sizes() -> list[int]:
    layers = [get_async_persistence(), get_async_persistence()]
    found = []
    for layer in layers:
        found.append(await layer.count_players())
    return found
