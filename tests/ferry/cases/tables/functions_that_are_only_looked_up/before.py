from app.persistence import PersistenceLayer


def show(layer: PersistenceLayer) -> int:
    return layer.count_players()


def clear(layer: PersistenceLayer) -> bool:
    return layer.delete_player(1)


RIGHTS = {show: "read", clear: "write"}


def right(command) -> str:
    if command not in RIGHTS:
        return "none"
    return RIGHTS.get(command) or RIGHTS[command]


def is_safe(command) -> bool:
    return command not in (clear,) and command in [show]


def run(layer: PersistenceLayer, command) -> list[object]:
    return [right(command), is_safe(command), show(layer), clear(layer)]
