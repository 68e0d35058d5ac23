from app.persistence.async_layer import get_async_persistence


class Timed:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        return self

    async def __call__(self, number):
        return await get_async_persistence().count_players() + number


class Board:
    @Timed
    def double(self, number):
        return 2 * number


async def is_many(board: Board):
    return await board.double(2) > 2
