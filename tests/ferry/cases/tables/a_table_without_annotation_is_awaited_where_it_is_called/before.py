from app.persistence import get_persistence


def count() -> int:
    return get_persistence().count_players()


COMMANDS = {"count": count}


def run(verb: str) -> int:
    command = COMMANDS.get(verb)
    if command is None:
        return 0
    return command()
