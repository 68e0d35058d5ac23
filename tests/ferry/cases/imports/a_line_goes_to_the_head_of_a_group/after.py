import os

from app.persistence.async_layer import get_async_persistence
from app.zeta import ZETA
from copy import deepcopy


async def count() -> tuple[object, ...]:
    return await get_async_persistence().count_players(), deepcopy(os.sep), ZETA
