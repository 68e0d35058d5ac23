import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Jobs:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self, key: int, *, loud: bool = False, end: str = "") -> str:
        name = (await self.layer.get_player_by_id(key)).name + end
        return name.upper() if loud else name


async def names(key: int) -> list[str]:
    jobs = Jobs(get_async_persistence())
    loop = asyncio.get_running_loop()
    first = await jobs.name(key, loud=True)
    second = await jobs.name(key, loud=True, end="!")
    third = await jobs.name(key)
    return [first, second, third]


async def size() -> int:
    return await get_async_persistence().count_players()


async def name_of(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(player_id=key)).name
