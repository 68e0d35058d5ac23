from dataclasses import dataclass

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


@dataclass
class Context:
    layer: AsyncPersistenceLayer
    name: str = ""


def make() -> Context:
    return Context(get_async_persistence(), name="Ada")


async def size(context: Context) -> int:
    return await context.layer.count_players()
