from unittest.mock import Mock

import pytest

from app.persistence.async_layer import get_async_persistence


def noted(thing):
    return thing


async def shown() -> int:
    return await noted(get_async_persistence()).count_players()


def test_a_clock_is_noted() -> None:
    clock = Mock()
    clock.now.return_value = 3
    noted(clock)
    assert clock.now() == 3


@pytest.mark.asyncio
async def test_players_are_counted() -> None:
    assert await shown() == 0
