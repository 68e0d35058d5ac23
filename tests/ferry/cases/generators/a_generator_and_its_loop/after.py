from collections.abc import AsyncIterator

from app.persistence.async_layer import get_async_persistence


async def names() -> AsyncIterator[str]:
    """Yield the names."""
    for player in await get_async_persistence().list_players():
        yield player.name  # one by one


async def greet() -> None:
    async for name in names():
        print(name)
