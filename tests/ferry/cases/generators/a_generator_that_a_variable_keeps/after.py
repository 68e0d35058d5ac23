from collections.abc import AsyncIterator

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def names(store: AsyncPersistenceLayer, keys: list[int]) -> AsyncIterator[str]:
    for key in keys:
        yield (await store.get_player_by_id(key)).name


async def show() -> None:
    found = names(get_async_persistence(), [1, 2])
    print("first")
    async for name in found:
        print(name)


async def numbered() -> None:
    found = names(get_async_persistence(), [1, 2])
    n = -1
    async for name in found:
        n += 1
        print(n, name)


async def size() -> int:
    found = names(get_async_persistence(), [1, 2])
    return sum([len(name) async for name in found])


async def both() -> list[str]:
    found = names(get_async_persistence(), [1, 2])
    one, two = [item async for item in found]
    return [one, two]


async def all_names() -> AsyncIterator[str]:
    found = names(get_async_persistence(), [1, 2])
    yield "all"
    async for item in found:
        yield item


async def first() -> str:
    found = all_names()
    return await anext(found)
