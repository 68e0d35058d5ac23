# blockers: decorator
import asyncio
from functools import cache

import pytest

from app.persistence.async_layer import get_async_persistence


async def load() -> int:
    return 3


@cache
def limit() -> int:
    return asyncio.run(load())


def doubled(factor: int) -> int:
    return limit() * factor


@pytest.mark.asyncio
async def test_limit() -> None:
    assert await get_async_persistence().count_players() < await asyncio.to_thread(limit) < await asyncio.to_thread(doubled, 2)
