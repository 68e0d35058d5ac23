from unittest import IsolatedAsyncioTestCase

from app.persistence.async_layer import AsyncPersistenceLayer


class Base(IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        await super().asyncSetUp()
        self.layer = AsyncPersistenceLayer("memory")


class PlayerTest(Base):
    async def asyncSetUp(self) -> None:
        await super().asyncSetUp()
        self.count = await self.layer.count_players()

    def test_nobody_is_there(self) -> None:
        self.assertEqual(self.count, 0)
