from app.persistence.async_layer import get_async_persistence


class Admins:
    async def allows_list(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)


class Nobody:
    async def allows_list(self, player_id: int) -> bool:
        return False


GUARDS = {"admins": Admins, "nobody": Nobody}


def guard_of(name: str):
    return GUARDS[name]()


def either(name: str) -> "Admins | Nobody":
    return GUARDS[name]()


async def count_guards(name: str) -> tuple[int, bool, bool, bool]:
    found = 0
    for guard in (Admins(), Nobody()):
        if await guard.allows_list(2):
            found += 1
    guards = [Admins(), Nobody()]
    return (
        found,
        any([await guard.allows_list(1) for guard in guards]),
        await guard_of(name).allows_list(2),
        await either(name).allows_list(2),
    )
