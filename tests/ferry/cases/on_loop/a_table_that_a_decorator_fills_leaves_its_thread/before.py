import asyncio
from collections.abc import Callable

from app.persistence import get_persistence

CHECKS = {}


def check(name: str):
    def register(function: Callable[[int], bool]):
        CHECKS[name] = function
        return function

    return register


@check("admin")
def is_admin_of_the_table(key: int) -> bool:
    return get_persistence().is_admin(key)


@check("odd")
def is_odd_in_the_table(key: int) -> bool:
    return key % 2 == 1


async def passed(key: int) -> list[str]:
    return [name for name, ask in CHECKS.items() if await asyncio.to_thread(ask, key)]
