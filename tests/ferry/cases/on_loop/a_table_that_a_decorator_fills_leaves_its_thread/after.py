from collections.abc import Awaitable, Callable

from app.persistence.async_layer import get_async_persistence

CHECKS = {}


def check(name: str):
    def register(function: Callable[[int], Awaitable[bool]]):
        CHECKS[name] = function
        return function

    return register


@check("admin")
async def is_admin_of_the_table(key: int) -> bool:
    return await get_async_persistence().is_admin(key)


@check("odd")
async def is_odd_in_the_table(key: int) -> bool:
    return key % 2 == 1


async def passed(key: int) -> list[str]:
    return [name for name, ask in CHECKS.items() if await ask(key)]
