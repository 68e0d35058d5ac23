from unittest.mock import patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()

    async def report(self) -> str:
        return f"{await self.size()} players"


@pytest.mark.asyncio
async def test_the_size_is_asked_once() -> None:
    census = Census(get_async_persistence())
    with patch.object(census, "size", wraps=census.size) as size:
        await census.report()
        assert size.call_count == 1
