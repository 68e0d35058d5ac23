from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Protocol

from app.persistence.async_layer import AsyncPersistenceLayer


class Listing(ABC):
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    @abstractmethod
    def notice_lines(self) -> AsyncIterator[str]:
        """Lines of it."""

    @abstractmethod
    @asynccontextmanager
    def notice_opened(self) -> AsyncIterator[str]: ...

    def notice_held(self) -> AbstractAsyncContextManager[str]:
        raise NotImplementedError("notice_held")

    async def show_notices(self) -> str:
        async with self.notice_opened() as first, self.notice_held() as last:
            return first + "|".join([item async for item in self.notice_lines()]) + last


class Numbered(Listing):
    @classmethod
    @abstractmethod
    def notice_numbers(cls, layer: AsyncPersistenceLayer) -> AsyncIterator[int]:
        pass

    async def show_notices(self) -> str:
        return await super().show_notices() + str(sum([item async for item in self.notice_numbers(self.layer)]))


class PlayerListing(Numbered):
    async def notice_lines(self) -> AsyncIterator[str]:
        for player in await self.layer.list_players():
            yield player.name

    @asynccontextmanager
    async def notice_opened(self) -> AsyncIterator[str]:
        yield str(await self.layer.count_players())

    @asynccontextmanager
    async def notice_held(self) -> AsyncIterator[str]:
        yield str(await self.layer.count_players())

    @classmethod
    async def notice_numbers(cls, layer: AsyncPersistenceLayer) -> AsyncIterator[int]:
        yield await layer.count_players()


class Source(Protocol):
    def notice_names(self) -> AsyncIterator[str]: ...


class Players:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def notice_names(self) -> AsyncIterator[str]:
        for player in await self.layer.list_players():
            yield player.name


async def joined(source: Source) -> str:
    return "|".join([item async for item in source.notice_names()])


async def all_players(layer: AsyncPersistenceLayer) -> str:
    return await joined(Players(layer))
