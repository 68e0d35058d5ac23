from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence


class Rules:
    async def check(self, number: int) -> bool:
        return await get_async_persistence().is_admin(number)


def everybody(number: int) -> bool:
    return True


@pytest.mark.asyncio
async def test_it_is_a_named_function_for_a_while() -> None:
    rules = Rules()
    rules.check = AsyncMock(side_effect=everybody)
    assert await rules.check(1)


@pytest.mark.asyncio
async def test_it_is_a_lambda_for_a_while() -> None:
    rules = Rules()
    rules.check = AsyncMock(side_effect=lambda number: True)
    assert await rules.check(1)
