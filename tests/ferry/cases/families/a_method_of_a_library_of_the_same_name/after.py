from typing import Any

import solver

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def ask(self) -> int:
        return await self.layer.count_players()


def restored(text: str) -> solver.Optimizer | None:
    return None if not text else decoded(text)


def decoded(text: str) -> Any: ...


def made():
    return solver.Optimizer()


async def sample(layer: AsyncPersistenceLayer) -> int:
    optimizer = restored("")
    if optimizer is None:
        optimizer = made()
    optimizer.ask()
    return await Census(layer).ask()
