def count() -> int:
    return 0


METHODS = {"count_players": count}


def call() -> int:
    return METHODS["count_players"]()
