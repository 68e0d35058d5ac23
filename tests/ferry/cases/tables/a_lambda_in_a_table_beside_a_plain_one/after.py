import inspect

from app.persistence.async_layer import AsyncPersistenceLayer

COMMANDS = {"count": lambda layer: layer.count_players(), "zero": lambda layer: 0}


async def run(name: str, layer: AsyncPersistenceLayer) -> int:
    return await result if inspect.isawaitable(result := COMMANDS[name](layer)) else result
