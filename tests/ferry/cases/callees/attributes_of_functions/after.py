import functools

from app.persistence.async_layer import get_async_persistence


class Bench:
    async def length(self, player_id: int) -> int:
        return (await get_async_persistence().get_player_by_id(player_id)).level


async def width(player_id: int) -> int:
    return await get_async_persistence().count_players() - player_id


@functools.wraps(width)
def narrow(player_id: int) -> int:
    return player_id


async def measure(bench: Bench) -> list[int]:
    return [await width.__call__(1), await bench.length.__func__(bench, 2), await narrow.__wrapped__(3), narrow(4)]
