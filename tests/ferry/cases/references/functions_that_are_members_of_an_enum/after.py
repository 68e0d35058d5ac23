from enum import Enum
from functools import partial

from app.persistence.async_layer import get_async_persistence


async def _is_admin(player_id: int) -> bool:
    return await get_async_persistence().is_admin(player_id)


async def _is_big(player_id: int) -> bool:
    return player_id > 2


class Check(Enum):
    ADMIN = partial(_is_admin)
    BIG = partial(_is_big)

    async def __call__(self, player_id: int) -> bool:
        return await self.value(player_id)


async def passes(check: Check, player_id: int) -> bool:
    return await check(player_id)


async def is_big_admin(player_id: int) -> bool:
    return await Check.ADMIN(player_id) and await Check.BIG.value(player_id)
