from app.persistence import get_persistence

COMMANDS = {}


def command(name: str):
    def register(function):
        COMMANDS[name] = function
        return function

    return register


@command("count")
def count() -> int:
    return get_persistence().count_players()


@command("zero")
def zero() -> int:
    return 0


def run(name: str) -> int:
    return COMMANDS[name]()
