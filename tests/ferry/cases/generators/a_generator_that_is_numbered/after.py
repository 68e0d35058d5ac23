from collections.abc import AsyncIterator

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def lines(store: AsyncPersistenceLayer, keys: list[int]) -> AsyncIterator[tuple[str, int]]:
    for key in keys:
        yield (await store.get_player_by_id(key)).name, key


class Roster:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def __aiter__(self):
        for player in await self.layer.list_players():
            yield player.level


async def show() -> None:
    # From one on.
    n = 0
    async for line in lines(get_async_persistence(), [1, 2]):  # here
        n += 1
        # An empty one has no number.
        if not line:
            continue
        print(n, line)
    else:
        print("end")


async def twice(start: int) -> None:
    n = start - 1
    async for (name, key) in lines(get_async_persistence(), [1, 2]):
        n += 1
        print(n, name, key)
    n = -1
    async for line in lines(get_async_persistence(), [n for n in range(3)]):
        n += 1
        print(n, line)


async def levels(roster: Roster) -> None:
    if roster:
        n = -1
        async for level in roster:
            n += 1
            print(n, level)


async def build() -> None:
    await levels(Roster(get_async_persistence()))


async def numbers() -> list[tuple[int, str]]:
    print(dict(enumerate([item async for item in lines(get_async_persistence(), [3])], 1)))
    return [(n, str(line)) for n, line in enumerate([item async for item in lines(get_async_persistence(), [1, 2])])]
