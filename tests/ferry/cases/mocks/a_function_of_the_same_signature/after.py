from unittest.mock import create_autospec

import pytest

from app.persistence.async_layer import get_async_persistence


async def level(number: int) -> int:
    return await get_async_persistence().is_admin(number)


@pytest.mark.asyncio
async def test_it_is_called():
    fake = create_autospec(level, return_value=3)
    assert await fake(1) == 3
    fake.assert_called_once_with(1)
