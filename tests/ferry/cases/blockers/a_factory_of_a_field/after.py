# blockers: callback, held_back
from dataclasses import dataclass, field

from app.persistence import get_persistence


def load() -> int:
    return get_persistence().count_players()


def show() -> None:
    print(load())


@dataclass
class Census:
    size: int = field(default_factory=load)
