from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Guard:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def __aenter__(self) -> "Guard":
        await self.persistence.count_players()
        return self

    async def __aexit__(self, kind, value, trace) -> bool:
        await self.persistence.count_players()
        return kind is KeyError


class Outer(Guard):
    async def __aenter__(self) -> "Outer":
        await super().__aenter__()
        await self.persistence.list_players()
        return self

    async def __aexit__(self, kind, value, trace) -> bool:
        await self.persistence.list_players()
        return await super().__aexit__(kind, value, trace)

    async def leave_by_hand(self) -> None:
        await self.__aexit__(None, None, None)


class Named(Guard):
    async def __aenter__(self) -> "Named":
        await Guard.__aenter__(self)
        return self


class Reader:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def __aiter__(self):
        for player in await self.persistence.list_players():
            yield player.name


class Numbered(Reader):
    async def __aiter__(self):
        async for item in super().__aiter__():
            yield item
        number = -1
        async for name in super().__aiter__():
            number += 1
            yield f"{number}: {name}"


async def by_hand() -> int:
    guard = Outer(get_async_persistence())
    await guard.__aenter__()
    try:
        return await get_async_persistence().count_players()
    finally:
        await guard.__aexit__(None, None, None)


async def entered() -> str:
    async with Outer(get_async_persistence()), Named(get_async_persistence()):
        return ", ".join([item async for item in Numbered(get_async_persistence())])


async def names(reader: Reader) -> list[str]:
    found = reader.__aiter__()
    return [await anext(reader.__aiter__()), *[item async for item in reader.__aiter__()], *[name async for name in found]]
