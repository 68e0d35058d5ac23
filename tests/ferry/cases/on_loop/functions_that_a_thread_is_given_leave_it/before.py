import asyncio

from app.persistence import PersistenceLayer


def all_of(layer: PersistenceLayer, *questions):
    return all(question(layer) for question in questions)


def is_first(layer: PersistenceLayer) -> bool:
    return layer.is_admin(1)


def is_second(layer: PersistenceLayer) -> bool:
    return layer.is_admin(2)


async def are_both(layer: PersistenceLayer) -> bool:
    return await asyncio.to_thread(all_of, layer, is_first, is_second)
