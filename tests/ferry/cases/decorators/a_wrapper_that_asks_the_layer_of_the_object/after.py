import functools

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


def guards_only(method):
    @functools.wraps(method)
    async def wrapper(self, actor, *args):
        if not await self.vault.is_admin(actor):
            raise PermissionError
        return await method(self, actor, *args)

    return wrapper


class Gate:
    def __init__(self, vault: AsyncPersistenceLayer):
        self.vault = vault

    @guards_only
    async def close(self, actor, key):
        await self.vault.delete_player(key)

    @guards_only
    async def open(self, actor, key):
        return await self.vault.get_player_by_id(key)


async def close_gate():
    await Gate(get_async_persistence()).close(1, 2)
