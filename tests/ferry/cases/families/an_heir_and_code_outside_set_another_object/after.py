from app.persistence.async_layer import get_async_persistence


class Users:
    async def may_leave(self, key: int) -> bool:
        return await get_async_persistence().is_admin(key)


class Nobody:
    async def may_leave(self, key: int) -> bool:
        return False


class Page:
    users = Nobody()

    async def show(self, key: int) -> str:
        return "yes" if await self.users.may_leave(key) else "no"


class Front(Page):
    users = Users()


async def show() -> list[str]:
    page = Page()
    page.users = Users()
    return [await page.show(2), await Front().show(2)]
