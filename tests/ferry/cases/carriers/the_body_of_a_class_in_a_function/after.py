from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    class Shelf:
        layer = get_async_persistence()
        same = layer

    return await Shelf.same.count_players()


async def size_of(shelf):
    return await shelf.layer.count_players()


async def twice() -> int:
    class Box:
        if size:
            layer = get_async_persistence()

    layer = 2
    return layer * await size_of(Box)
