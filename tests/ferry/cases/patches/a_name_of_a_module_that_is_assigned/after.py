from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import get_async_persistence
from cases.patches import test_a_name_of_a_module_that_is_assigned as shop


class Service:
    async def load(self) -> int:
        return await get_async_persistence().count_players()


def default_service() -> Service:
    return Service()


async def show() -> str:
    return str(await default_service().load())


@pytest.mark.asyncio
async def test_it_is_another_for_a_while():
    before = shop.default_service
    fake = AsyncMock()
    fake.load.return_value = 5
    shop.default_service = lambda: fake
    try:
        assert await show() == "5"
    finally:
        shop.default_service = before
