from app.persistence import get_persistence


class Timed:
    def __init__(self, function):
        self.function = function

    def __get__(self, instance, owner):
        return self

    def __call__(self, number):
        return get_persistence().count_players() + number


class Board:
    @Timed
    def double(self, number):
        return 2 * number


def is_many(board: Board):
    return board.double(2) > 2
