from app.persistence import PersistenceLayer


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


def drop(layer: PersistenceLayer) -> bool:
    return layer.delete_player(1)


COMMANDS = {f"{kind}s": command for kind, command in (("count", count), ("drop", drop))}


def find(text: str):
    return next((command for name, command in COMMANDS.items() if name == text), None)


def run(layer: PersistenceLayer, text: str):
    command = find(text)
    return command(layer) if command is not None else None
