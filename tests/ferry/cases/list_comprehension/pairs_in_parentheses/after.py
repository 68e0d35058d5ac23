from app.persistence.async_layer import get_async_persistence


async def levels() -> dict[int, bool]:
    return dict([(key, await get_async_persistence().is_admin(key)) for key in (1, 2)])
