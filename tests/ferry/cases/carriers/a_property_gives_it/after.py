import functools

from app.persistence.async_layer import get_async_persistence


class App:
    @property
    def own_layer(self):
        return get_async_persistence()

    @functools.cached_property
    def kept_layer(self):
        return get_async_persistence()


class Users:
    def __init__(self, app) -> None:
        self.app = app

    async def may(self, key: int) -> str:
        return "yes" if await self.app.own_layer.is_admin(key) else "no"

    async def size(self) -> int:
        return await self.app.kept_layer.count_players()


async def show() -> str:
    return await Users(App()).may(2)
