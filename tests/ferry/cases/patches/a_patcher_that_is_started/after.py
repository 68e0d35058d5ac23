import contextlib
import unittest
from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()


class TestSize(unittest.IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        patcher = patch("cases.patches.test_a_patcher_that_is_started.get_async_persistence")
        self.accessor = patcher.start()
        self.accessor.return_value = AsyncMock()
        self.addCleanup(patcher.stop)
        self.accessor.return_value.count_players.return_value = 3

    async def test_size(self) -> None:
        assert await size() == 3


@pytest.mark.asyncio
async def test_it_is_entered():
    with contextlib.ExitStack() as stack:
        accessor = stack.enter_context(patch("cases.patches.test_a_patcher_that_is_started.get_async_persistence"))
        accessor.return_value = AsyncMock()
        accessor().count_players.return_value = 3
        assert await size() == 3
