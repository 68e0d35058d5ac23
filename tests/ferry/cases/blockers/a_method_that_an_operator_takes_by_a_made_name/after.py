# blockers: dynamic, unknown
from operator import attrgetter, methodcaller

from app.persistence import get_persistence

ACTIONS = {"look": "count_players", "drop": "list_players"}


def read(word: str) -> object:
    return attrgetter(ACTIONS[word])(get_persistence())()


def call(word: str) -> object:
    return methodcaller(ACTIONS[word])(get_persistence())


def look_up(word: str) -> object:
    return get_persistence().__getattribute__(ACTIONS[word])()
