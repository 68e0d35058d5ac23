from app.persistence.async_layer import get_async_persistence


async def level(player_id: int) -> int:
    # What a stranger has.
    async def of(number, other=0):  # noqa: E731
        return (await get_async_persistence().get_player_by_id(number)).level or other
    return await of(player_id)
