import inspect

from app.persistence.async_layer import get_async_persistence


def anyone(page: object, player_id: int) -> bool:
    return False


class Page:
    guards = anyone
    locks = staticmethod(lambda player_id: False)
    hides = None

    async def shows(self, player_id: int) -> bool:
        if self.hides is not None and await self.hides(player_id):
            return False
        return (await result if inspect.isawaitable(result := self.guards(player_id)) else result) and not (await result if inspect.isawaitable(result := self.locks(player_id)) else result)


class AdminPage(Page):
    async def guards(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)

    async def locks(self, player_id: int) -> bool:
        return not await get_async_persistence().is_admin(player_id)

    async def hides(self, player_id: int) -> bool:
        return await get_async_persistence().get_player_by_id(player_id) is None
