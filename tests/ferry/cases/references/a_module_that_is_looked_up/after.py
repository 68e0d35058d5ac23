import sys

from app.persistence.async_layer import get_async_persistence


async def is_guard(player_id: int) -> bool:
    return await get_async_persistence().is_admin(player_id)


async def guards() -> list[str]:
    module = __import__("cases.references.a_module_that_is_looked_up", fromlist=["is_guard"])
    return [
        "yes" if await module.is_guard(2) else "no",
        "yes" if await sys.modules["cases.references.a_module_that_is_looked_up"].is_guard(2) else "no",
    ]
