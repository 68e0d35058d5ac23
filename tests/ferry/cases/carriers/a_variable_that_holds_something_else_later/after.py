from io import StringIO

from app.persistence.async_layer import get_async_persistence


async def size(text: str) -> int:
    thing = get_async_persistence()
    found = await thing.count_players()
    thing = StringIO(text)
    thing.close()
    return found
