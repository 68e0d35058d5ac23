import unittest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class LayerCase(unittest.IsolatedAsyncioTestCase):
    async def asyncSetUp(self) -> None:
        self.layer: AsyncPersistenceLayer = get_async_persistence()
        await self.layer.delete_player(7)


class PlayerTests:
    async def asyncSetUp(self) -> None:
        await super().asyncSetUp()
        await self.layer.delete_player(8)

    async def test_nobody_is_left(self) -> None:
        assert await self.layer.count_players() == 0


class MemoryTest(PlayerTests, LayerCase):
    pass
