from app.persistence.async_layer import get_async_persistence


class Counted(type):
    async def size(cls) -> int:
        return await get_async_persistence().count_players()


class Players(metaclass=Counted):
    pass


class Guests(Players):
    pass


async def sizes() -> tuple[int, int]:
    return await Players.size(), await Guests.size()
