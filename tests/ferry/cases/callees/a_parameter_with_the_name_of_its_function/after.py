from app.persistence.async_layer import get_async_persistence


class Mail:
    async def send(self, player_id: int) -> bool:
        return await get_async_persistence().is_admin(player_id)


async def pair(player_id: int, pair: tuple[str, Mail]) -> bool:
    _, mail = pair
    return await mail.send(player_id)


async def send() -> bool:
    return await pair(1, ("x", Mail()))
