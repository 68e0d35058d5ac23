from unittest import IsolatedAsyncioTestCase

from app.persistence.async_layer import AsyncPersistenceLayer


class LevelTest(IsolatedAsyncioTestCase):
    async def test_a_missing_player(self) -> None:
        layer = AsyncPersistenceLayer("memory")
        with self.assertRaises(AttributeError):
            (await layer.get_player_by_id(1)).level
        self.assertRaises(ZeroDivisionError, lambda: 1 / 0)
