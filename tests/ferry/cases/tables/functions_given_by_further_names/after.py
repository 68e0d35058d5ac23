from app.persistence.async_layer import get_async_persistence


async def is_guard(player_id: int) -> bool:
    return await get_async_persistence().is_admin(player_id)


async def ask(player_id: int, **checks) -> dict[str, object]:
    return {name: await check(player_id) for name, check in checks.items()}


async def ask_all(player_id: int) -> list[object]:
    checks = {"guard": is_guard}
    return [await ask(player_id, guard=is_guard), await ask(player_id, **checks)]
