import functools

from app.persistence import get_persistence

LISTENERS = []


def listener(function):
    @functools.wraps(function)
    def guarded(*args):
        try:
            return function(*args)
        except KeyError:
            return 0

    guarded.calls = 0
    LISTENERS.append(guarded)
    return guarded


@listener
def level_of(key):
    return get_persistence().get_player(key).level


@listener
def length_of(key):
    return len(str(key))


def announce(key):
    return sum([one(key) for one in LISTENERS])


def direct(key):
    return level_of(key) + length_of(key)
