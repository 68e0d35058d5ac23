from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


class Opened:
    def __init__(self, census: Census) -> None:
        self.census = census

    def __enter__(self) -> Census:
        return self.census

    def __exit__(self, *error: object) -> None:
        pass


async def report(make=Opened) -> str:
    with make(Census(get_async_persistence())) as census:
        return f"{await census.size()} players"


@pytest.mark.asyncio
async def test_report() -> None:
    make = MagicMock()
    make.return_value.__enter__.return_value.size = AsyncMock()
    make.return_value.__enter__.return_value.size.return_value = 3
    assert await report(make) == "3 players"
