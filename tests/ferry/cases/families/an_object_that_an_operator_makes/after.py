from app.persistence.async_layer import get_async_persistence


class Check:
    def __or__(self, other):
        return Either(self, other)

    def __invert__(self):
        return Neither(self)

    async def passes(self, player_id: int) -> bool:
        return True


class Either(Check):
    def __init__(self, left, right) -> None:
        self.left, self.right = left, right

    async def passes(self, player_id: int) -> bool:
        return await self.left.passes(player_id) or await self.right.passes(player_id)


class Neither(Check):
    def __init__(self, inner) -> None:
        self.inner = inner

    async def passes(self, player_id: int) -> bool:
        return not await self.inner.passes(player_id)


class Ruling(Check):
    async def passes(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)


async def may_enter(player_id: int) -> bool:
    either = Ruling() | ~Check()
    return await either.passes(player_id)
