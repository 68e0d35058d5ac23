from app.persistence.async_layer import get_async_persistence


async def with_layer(function, *args: int):
    return await function(get_async_persistence(), *args)


async def role(layer, key: int) -> str:
    return "admin" if await layer.is_admin(key) else "player"


async def show() -> str:
    return await with_layer(role, 2)
