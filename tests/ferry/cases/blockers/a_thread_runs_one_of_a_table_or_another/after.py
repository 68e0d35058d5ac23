# blockers: callback, held_back
import asyncio

from app.persistence import get_persistence

TRIALS = {}


def trial(function):
    TRIALS[function.__name__] = function
    return function


@trial
def is_keeper_of_trials(key: int) -> bool:
    return get_persistence().is_admin(key)


TRIALS["always"] = lambda key: True


async def tried(key: int) -> list[str]:
    return [name for name, ask in TRIALS.items() if await asyncio.to_thread(ask, key)]
