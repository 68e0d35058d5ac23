from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

PAIRS = [(1, get_async_persistence()), (2, get_async_persistence())]


class Keeper:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.pair = ("name", layer)

    async def show(self):
        name, layer = self.pair
        return [name.upper(), await layer.count_players()]


async def show():
    out = [await layer.delete_player(key) for key, layer in PAIRS]
    for number, layer in PAIRS:
        out.append(await layer.count_players())
    first, *rest = [get_async_persistence(), get_async_persistence()]
    return [*out, await first.count_players(), [await r.count_players() for r in rest]]


def make():
    return "a", get_async_persistence()


async def use():
    name, layer = make()
    return name.upper(), await layer.count_players()


async def both():
    number, store = 3, get_async_persistence()
    pair = (number, store)
    key, layer = pair
    return [await layer.delete_player(key), await pair[1].count_players(), pair[0].bit_length(), await store.count_players()]


async def each():
    for key, layer in [(1, get_async_persistence())]:
        await layer.delete_player(key)
