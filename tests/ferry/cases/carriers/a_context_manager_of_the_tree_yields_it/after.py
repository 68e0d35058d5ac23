from collections.abc import Iterator
from contextlib import contextmanager

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def get(self, number: int) -> bool:
        return await self.layer.is_admin(number)


@contextmanager
def census(layer: AsyncPersistenceLayer) -> Iterator[Census]:
    yield Census(layer)


async def main() -> bool:
    with census(get_async_persistence()) as found:
        return await found.get(1)
