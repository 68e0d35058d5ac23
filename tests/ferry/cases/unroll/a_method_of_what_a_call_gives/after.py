from app.persistence.async_layer import get_async_persistence


async def admins(ids: list[int]) -> list[int]:
    return [item for take in [get_async_persistence().is_admin] for item in ids if await take(item)]


async def kinds(ids: list[int]) -> list[bool]:
    return sorted([await take(item) for take in [get_async_persistence().is_admin] for item in ids])


async def admins_last(ids: list[int]) -> list[int]:
    return [item for _, item in sorted([(await take(item), item) for take in [get_async_persistence().is_admin] for item in ids], key=lambda pair: pair[0])]


async def each(ids: list[int]) -> int:
    take = 0
    async for is_admin in (await take_(item) for take_ in [get_async_persistence().is_admin] for item in ids):
        take += is_admin
    return take
