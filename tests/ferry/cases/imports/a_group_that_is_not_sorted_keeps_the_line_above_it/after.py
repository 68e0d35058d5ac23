import os

from copy import deepcopy
from app.persistence.async_layer import get_async_persistence


async def count() -> tuple[int, object]:
    return await get_async_persistence().count_players(), deepcopy(os.sep)
