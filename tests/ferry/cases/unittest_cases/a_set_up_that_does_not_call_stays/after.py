from unittest import IsolatedAsyncioTestCase

from app.persistence.async_layer import AsyncPersistenceLayer


class PlayerTest(IsolatedAsyncioTestCase):
    def setUp(self) -> None:
        self.layer = AsyncPersistenceLayer("memory")

    async def test_nobody_is_there(self) -> None:
        self.assertTrue(await self.layer.count_players() == 0)
