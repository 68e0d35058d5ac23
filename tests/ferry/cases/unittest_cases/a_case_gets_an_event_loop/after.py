import unittest

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


class PlayerTest(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.layer = AsyncPersistenceLayer("memory")
        await self.layer.save_player(Player(1, "Ann"))
        self.addAsyncCleanup(self.layer.close)

    async def asyncTearDown(self) -> None:
        await self.layer.delete_player(1)

    async def test_a_player_is_there(self) -> None:
        self.assertEqual((await self.layer.get_player_by_id(1)).name, "Ann")

    def test_arithmetic(self) -> None:
        self.assertEqual(1 + 1, 2)
