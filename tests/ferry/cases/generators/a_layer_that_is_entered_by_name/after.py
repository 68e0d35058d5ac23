from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    layer = get_async_persistence()
    await layer.__aenter__()
    try:
        return await layer.count_players()
    finally:
        await layer.__aexit__(None, None, None)


async def names() -> list[str]:
    return [player.name async for player in get_async_persistence().__aiter__()]
