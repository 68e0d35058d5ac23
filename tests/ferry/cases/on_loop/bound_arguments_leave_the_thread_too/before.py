import asyncio
import functools
from functools import partial

from app.persistence import PersistenceLayer, get_persistence


class Jobs:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self, key: int, *, loud: bool = False, end: str = "") -> str:
        name = self.layer.get_player(key).name + end
        return name.upper() if loud else name


async def names(key: int) -> list[str]:
    jobs = Jobs(get_persistence())
    loop = asyncio.get_running_loop()
    first = await loop.run_in_executor(None, functools.partial(jobs.name, key, loud=True))
    second = await asyncio.to_thread(partial(jobs.name, loud=True), key, end="!")
    third = await asyncio.to_thread(partial(jobs.name, key))
    return [first, second, third]


async def size() -> int:
    return await asyncio.to_thread(partial(get_persistence().count_players))


async def name_of(key: int) -> str:
    return (await asyncio.to_thread(partial(get_persistence().get_player, player_id=key))).name
