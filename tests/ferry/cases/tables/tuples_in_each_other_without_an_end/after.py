from app.persistence.async_layer import get_async_persistence


async def size(row=None):
    return await get_async_persistence().count_players()


def grow(count):
    row = ("a", size)
    for _ in range(count):
        row = (row, 1)
        row = (row, row)
    return row, 1


def again(count):
    return grow(count) if count else (again(count - 1), size)


async def show():
    (name, func), other = again(2)
    return await func()
