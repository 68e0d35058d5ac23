# blockers: loop
import sys
import unittest

from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence


class Census(unittest.IsolatedAsyncioTestCase):
    async def test_players(self) -> None:
        self.assertEqual(await get_async_persistence().count_players(), 3)


def suite() -> int:
    tests = unittest.defaultTestLoader.loadTestsFromTestCase(Census)
    tests.run(unittest.TestResult())
    return get_persistence().count_players()


def verbose() -> bool:
    result = unittest.TextTestRunner(stream=sys.stdout).run(unittest.TestSuite())
    return result.wasSuccessful() and get_persistence().is_admin(1)


def program() -> bool:
    unittest.main(exit=False)
    return get_persistence().is_admin(2)
