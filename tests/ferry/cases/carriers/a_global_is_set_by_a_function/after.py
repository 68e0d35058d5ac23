from app.persistence.async_layer import get_async_persistence

LAYER = None


def start() -> None:
    global LAYER
    LAYER = get_async_persistence()


async def role() -> str:
    return "admin" if await LAYER.is_admin(2) else "player"


async def counted() -> int:
    layer = None

    def open_layer() -> None:
        nonlocal layer
        layer = get_async_persistence()

    open_layer()
    return await layer.count_players()
