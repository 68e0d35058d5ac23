from typing import Protocol

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Opener(Protocol):
    def provide(self, place): ...


class Plain:
    def provide(self, place):
        persistence = AsyncPersistenceLayer()
        return persistence


class Service:
    def __init__(self, opener: Opener, shared: bool) -> None:
        self.persistence = get_async_persistence() if shared else opener.provide("plain")

    async def name(self, key: int) -> str:
        return (await self.persistence.get_player_by_id(key)).name
