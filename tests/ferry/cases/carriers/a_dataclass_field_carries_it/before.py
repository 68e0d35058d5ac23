from dataclasses import dataclass

from app.persistence import PersistenceLayer, get_persistence


@dataclass
class Context:
    layer: PersistenceLayer
    name: str = ""


def make() -> Context:
    return Context(get_persistence(), name="Ada")


def size(context: Context) -> int:
    return context.layer.count_players()
