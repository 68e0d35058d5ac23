import signal
from unittest import mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


def told(census: Census, watch: mock.Mock) -> None:
    watch.assert_called_once_with(census.size, 1)
    watch.assert_any_call(census.size, 1)
    watch.assert_has_calls([mock.call(census.size, 1)])


@pytest.mark.asyncio
async def test_compared() -> None:
    census = Census(get_async_persistence())
    assert await census.size() == 0
    assert mock.call(signal.SIGTERM, census.size) != mock.call(signal.SIGINT, census.size)
