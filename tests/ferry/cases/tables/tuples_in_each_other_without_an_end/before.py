from app.persistence import get_persistence


def size(row=None):
    return get_persistence().count_players()


def grow(count):
    row = ("a", size)
    for _ in range(count):
        row = (row, 1)
        row = (row, row)
    return row, 1


def again(count):
    return grow(count) if count else (again(count - 1), size)


def show():
    (name, func), other = again(2)
    return func()
