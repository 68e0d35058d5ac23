from types import SimpleNamespace
from unittest.mock import AsyncMock, MagicMock

import pytest

from app.container import ApplicationContainer
from app.persistence.async_layer import AsyncPersistenceLayer


class Service:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def size(self) -> int:
        return await self.persistence.count_players()


def build(container: ApplicationContainer) -> Service:
    return Service(persistence=container.async_persistence)


@pytest.mark.asyncio
async def test_size() -> None:
    container = MagicMock()
    container.async_persistence = AsyncMock()
    container.async_persistence.count_players.return_value = 3
    assert await build(container).size() == 3
    assert await container.async_persistence.count_players() == 3


@pytest.mark.asyncio
async def test_size_of_a_namespace() -> None:
    container = ApplicationContainer()
    container.async_persistence = SimpleNamespace(count_players=AsyncMock(side_effect=lambda: 3))
    assert await build(container).size() == 3
