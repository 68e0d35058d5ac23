from unittest import IsolatedAsyncioTestCase
from unittest.mock import AsyncMock

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


class CensusTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.layer = AsyncMock()
        self.census = Census(self.layer)

    async def test_the_size(self) -> None:
        self.layer.count_players.return_value = 3
        self.assertEqual(await self.census.size(), 3)
        self.layer.count_players.assert_awaited_once_with()
