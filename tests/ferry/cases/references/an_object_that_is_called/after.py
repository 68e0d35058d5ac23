from app.persistence.async_layer import AsyncPersistenceLayer


class Guard:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def __call__(self, player_id: int) -> bool:
        return await self.layer.is_admin(player_id)


class Door:
    def __init__(self, guard: Guard) -> None:
        self.guard = guard

    async def open(self, player_id: int) -> str:
        return "open" if await self.guard(player_id) else "shut"


async def ask(layer: AsyncPersistenceLayer) -> bool:
    guard = Guard(layer)
    return await guard(3)
