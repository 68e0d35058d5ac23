import inspect

from app.persistence.async_layer import get_async_persistence


async def is_guard(player_id: int) -> bool:
    return await get_async_persistence().is_admin(player_id)


CHECKS = {"guard": is_guard}


class Guards:
    async def guards_door(self, player_id: int) -> bool:
        return await is_guard(player_id)


class Wall:
    pass


async def check(name: str, player_id: int) -> bool:
    return bool((await result if inspect.isawaitable(result := CHECKS.get(name, lambda player_id: False)(player_id)) else result))


async def is_guarded(place: Guards | Wall, player_id: int) -> bool:
    return bool((await result if inspect.isawaitable(result := getattr(place, "guards_door", lambda player_id: False)(player_id)) else result))
