from app.persistence.async_layer import get_async_persistence


class Shared:
    def __new__(cls):
        return get_async_persistence()


class Named(Shared):
    pass


kept = Named()


async def sizes() -> list[int]:
    shared = Shared()
    return [await shared.count_players(), await kept.count_players(), *[await one.count_players() for one in (Shared(), Named())]]
