# blockers: property
import asyncio

from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence


class Ranked:
    def __init__(self, key: int) -> None:
        self.key = key

    @property
    def ranks(self) -> bool:
        return get_persistence().is_admin(self.key)


async def ranked_of(key: int) -> Ranked:
    return Ranked((await get_async_persistence().get_player_by_id(key)).id)


async def show(one: Ranked) -> str:
    count = await get_async_persistence().count_players()
    return f"{await asyncio.to_thread(getattr, one, 'ranks')} of {count}" if await asyncio.to_thread(getattr, one, "ranks") else str(count)


async def ranked(some: list[Ranked]) -> list[Ranked]:
    return [one for one in some if await asyncio.to_thread(getattr, one, "ranks") and await get_async_persistence().get_player_by_id(one.key)]


async def ranks(key: int) -> bool:
    return not await asyncio.to_thread(getattr, await ranked_of(key), "ranks")


def rank_text(one: Ranked) -> str:
    return str(one.ranks)


async def text(one: Ranked) -> str:
    return await asyncio.to_thread(rank_text, one) + str(await get_async_persistence().count_players())
