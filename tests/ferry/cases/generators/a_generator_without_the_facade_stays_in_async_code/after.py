from collections.abc import Iterator

from app.persistence.async_layer import AsyncPersistenceLayer


def numbers() -> Iterator[int]:
    yield from range(3)


async def count(layer: AsyncPersistenceLayer) -> int:
    return sum(numbers()) + await layer.count_players()
