from app.persistence.async_layer import get_async_persistence


class Page:
    layer = None

    async def may(self, key: int) -> str:
        return "yes" if await self.layer.is_admin(key) else "no"


class Front(Page):
    layer = get_async_persistence()


async def show() -> str:
    return await Front().may(2)
