import inspect

from app.persistence.async_layer import get_async_persistence

HOOKS = {"count": []}
LOG = []


async def fire(event):
    for function in HOOKS.get(event, ()):
        (await result if inspect.isawaitable(result := function(event)) else result)


async def count(event):
    return event, await get_async_persistence().count_players()


HOOKS["count"].append(count)
HOOKS["count"].append(LOG.append)
