from unittest import IsolatedAsyncioTestCase

from app.persistence.async_layer import AsyncPersistenceLayer


async def load(layer: AsyncPersistenceLayer, player_id: int) -> str:
    return (await layer.get_player_by_id(player_id)).name


class LoadTest(IsolatedAsyncioTestCase):
    async def test_a_missing_player(self) -> None:
        with self.assertRaises(AttributeError):  # there is none
            await load(AsyncPersistenceLayer("memory"), 1)
        with self.assertRaises(AttributeError):
            await load(AsyncPersistenceLayer("memory"), player_id=1)
        with self.assertRaisesRegex(AttributeError, "name"):
            await load(AsyncPersistenceLayer("memory"), player_id=1)
