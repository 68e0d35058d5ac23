from app.persistence.async_layer import get_async_persistence


async def admins(ids: list[int]) -> list[int]:
    return [*[item for take in [get_async_persistence().is_admin] for item in ids if await take(item)], 0]


async def show(ids: list[int]) -> None:
    print(*[await take(item) for take in [get_async_persistence().is_admin] for item in ids], sep=", ")


async def named(ids: list[int]) -> set[str]:
    layer = get_async_persistence()
    return {*[(await layer.get_player_by_id(key)).name for key in ids]}
