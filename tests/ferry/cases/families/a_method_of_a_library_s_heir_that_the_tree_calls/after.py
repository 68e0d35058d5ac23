from otherlib import Model

from app.persistence.async_layer import get_async_persistence


class Row(Model):
    key = 1

    async def allowed(self) -> bool:
        return await get_async_persistence().is_admin(self.key)


async def show(row: Row) -> str:
    return "yes" if await row.allowed() else "no"
