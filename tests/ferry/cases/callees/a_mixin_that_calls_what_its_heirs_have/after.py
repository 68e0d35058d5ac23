import inspect

from app.persistence.async_layer import get_async_persistence


class Known:
    async def is_known(self, key: int) -> bool:
        return (await result if inspect.isawaitable(result := self.load_name(key)) else result) is not None


class Players(Known):
    async def load_name(self, key: int) -> object:
        return await get_async_persistence().get_player_by_id(key)


class Rooms(Known):
    async def load_name(self, key: int) -> object:
        return {1: "cellar"}.get(key)


class Doors(Known):
    load_name = {1: "oak"}.get


async def known() -> list[bool]:
    return [await place.is_known(2) for place in (Players(), Rooms(), Doors())]
