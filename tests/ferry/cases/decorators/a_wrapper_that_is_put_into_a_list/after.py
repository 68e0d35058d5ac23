import functools

from app.persistence.async_layer import get_async_persistence

LISTENERS = []


def listener(function):
    @functools.wraps(function)
    async def guarded(*args):
        try:
            return await function(*args)
        except KeyError:
            return 0

    guarded.calls = 0
    LISTENERS.append(guarded)
    return guarded


@listener
async def level_of(key):
    return (await get_async_persistence().get_player_by_id(key)).level


@listener
async def length_of(key):
    return len(str(key))


async def announce(key):
    return sum([await one(key) for one in LISTENERS])


async def direct(key):
    return await level_of(key) + await length_of(key)
