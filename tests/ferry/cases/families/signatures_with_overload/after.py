from typing import overload

from app.persistence.async_layer import get_async_persistence


@overload
async def allowed(key: int) -> bool: ...
@overload
async def allowed(key: str) -> bool: ...
async def allowed(key: int | str) -> bool:
    return await get_async_persistence().is_admin(int(key))


class Register:
    @overload
    async def size(self) -> int: ...
    @overload
    async def size(self, unit: str) -> str: ...
    async def size(self, unit: str = "") -> int | str:
        count = await get_async_persistence().count_players()
        return f"{count} {unit}" if unit else count


async def role(key: int) -> str:
    return "admin" if await allowed(key) else "user"


async def title(register: Register) -> str:
    return await register.size("players")
