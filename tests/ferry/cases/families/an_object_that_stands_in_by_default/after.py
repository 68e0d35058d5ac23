from app.persistence.async_layer import get_async_persistence


class Users:
    async def may_enter(self, key: int) -> bool:
        return await get_async_persistence().is_admin(key)


class Nobody:
    async def may_enter(self, key: int) -> bool:
        return False


class Page:
    def __init__(self, users=None):
        self.users = users or Nobody()

    async def show(self, key: int) -> str:
        return "yes" if await self.users.may_enter(key) else "no"


async def show(users=Nobody()) -> str:
    return "yes" if await users.may_enter(2) else "no"


async def show_all() -> list[str]:
    for users in (Users(), Nobody()):
        print("yes" if await users.may_enter(2) else "no")
    return [await Page().show(2), await Page(Users()).show(2), await show(), await show(Users())]
