# blockers: dynamic
from app.persistence import get_persistence

ACTIONS = {"look": "count_players", "drop": "list_players"}


def bound() -> int:
    count = get_persistence().count_players
    return count()


def act(word: str) -> object:
    return getattr(get_persistence(), ACTIONS[word])()


def act_later(word: str) -> object:
    method = getattr(get_persistence(), ACTIONS[word])
    return method()


def choose(word: str):
    return getattr(get_persistence(), ACTIONS[word])


def act_on_the_choice(word: str) -> object:
    return choose(word)()


class Keeper:
    def __init__(self, word: str) -> None:
        self.method = getattr(get_persistence(), ACTIONS[word])

    def run(self) -> object:
        return self.method()
