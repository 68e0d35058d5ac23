from app.persistence import PersistenceLayer

COMMANDS = {"count": lambda layer: layer.count_players(), "zero": lambda layer: 0}


def run(name: str, layer: PersistenceLayer) -> int:
    return COMMANDS[name](layer)
