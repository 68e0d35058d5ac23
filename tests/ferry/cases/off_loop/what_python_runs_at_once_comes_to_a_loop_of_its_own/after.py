# blockers: callback, held_back, special_method
import asyncio
import functools
import heapq
import re

from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence


class Census:
    def __len__(self) -> int:
        return get_persistence().count_players()


def name_of(key: int) -> str:
    return str(get_persistence().get_player(key))


def replaced(match: re.Match[str]) -> str:
    return str(get_persistence().is_admin(int(match[0])))


def added(total: int, key: int) -> int:
    return total + get_persistence().is_admin(key)


async def show(census: Census, keys: list[int]) -> list[object]:
    count = await get_async_persistence().count_players()
    keys = await asyncio.to_thread(heapq.nsmallest, 3, keys, key=name_of)
    await asyncio.to_thread(keys.sort, key=name_of)
    total = await asyncio.to_thread(functools.reduce, added, keys, 0)
    return [count, await asyncio.to_thread(len, census), await asyncio.to_thread(sorted, keys, key=name_of), await asyncio.to_thread(list, map(name_of, keys)), total]


async def text(line: str) -> str:
    return await asyncio.to_thread(re.sub, r"\d+", replaced, line) + str(await get_async_persistence().count_players())


async def register(hooks: list[object]) -> int:
    hooks.append(name_of)
    return await get_async_persistence().count_players()
