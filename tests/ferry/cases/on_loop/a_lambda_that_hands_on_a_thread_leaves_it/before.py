import asyncio

from app.persistence import get_persistence


def is_admin_on_the_loop(key: int) -> bool:
    return get_persistence().is_admin(key)


def in_a_thread(key: int):
    return asyncio.to_thread(is_admin_on_the_loop, key)


async def answers() -> list[bool]:
    asked = [await ask() for ask in (lambda: asyncio.to_thread(is_admin_on_the_loop, 1), lambda: in_a_thread(2))]
    return [*asked, await in_a_thread(3)]
