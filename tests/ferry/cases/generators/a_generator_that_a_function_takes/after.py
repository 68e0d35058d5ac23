from collections.abc import AsyncIterable, AsyncIterator

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def lines(store: AsyncPersistenceLayer, keys: list[int]) -> AsyncIterator[str]:
    for key in keys:
        yield (await store.get_player_by_id(key)).name


async def names(store: AsyncPersistenceLayer) -> AsyncIterator[str]:
    for player in await store.list_players():
        yield player.name


async def upper(entries: AsyncIterator[str]) -> AsyncIterator[str]:
    async for entry in entries:
        yield entry.upper()


async def known(store: AsyncPersistenceLayer, entries: AsyncIterable[str]) -> AsyncIterator[str]:
    number = -1
    async for entry in entries:
        number += 1
        if await store.is_admin(number):
            yield entry


async def size(entries: AsyncIterable[str]) -> int:
    return sum([len(entry) async for entry in entries])


async def show() -> None:
    async for line in upper(lines(get_async_persistence(), [1, 2])):
        print(line)


async def show_known(store: AsyncPersistenceLayer) -> None:
    async for line in known(store, entries=upper(names(store))):
        print(line)
    print(await size(known(store, lines(store, [2]))))


async def merged(one: AsyncIterator[str], other: AsyncIterator[str]) -> AsyncIterator[str]:
    async for item in one:
        yield item
    async for item in other:
        yield item


async def show_merged(store: AsyncPersistenceLayer) -> list[str]:
    print([item async for item in merged(names(store), lines(store, [1]))])
    return [line async for line in merged(other=names(store), one=known(store, names(store)))]


async def show_kept(store: AsyncPersistenceLayer) -> list[str]:
    found = names(store)
    shown = upper(found)
    return [item async for item in shown]
