# blockers: decorator
import asyncio
from functools import cache

from app.persistence import get_persistence


async def load() -> int:
    return 3


@cache
def limit() -> int:
    return asyncio.run(load())


def doubled(factor: int) -> int:
    return limit() * factor


def test_limit() -> None:
    assert get_persistence().count_players() < limit() < doubled(2)
