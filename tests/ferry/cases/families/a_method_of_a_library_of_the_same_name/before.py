from typing import Any

import solver

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def ask(self) -> int:
        return self.layer.count_players()


def restored(text: str) -> solver.Optimizer | None:
    return None if not text else decoded(text)


def decoded(text: str) -> Any: ...


def made():
    return solver.Optimizer()


def sample(layer: PersistenceLayer) -> int:
    optimizer = restored("")
    if optimizer is None:
        optimizer = made()
    optimizer.ask()
    return Census(layer).ask()
