from app.persistence.async_layer import get_async_persistence


async def is_admin_on_the_loop(key: int) -> bool:
    return await get_async_persistence().is_admin(key)


def in_a_thread(key: int):
    return is_admin_on_the_loop(key)


async def answers() -> list[bool]:
    asked = [await ask() for ask in (lambda: is_admin_on_the_loop(1), lambda: in_a_thread(2))]
    return [*asked, await in_a_thread(3)]
