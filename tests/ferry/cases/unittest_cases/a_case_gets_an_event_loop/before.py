import unittest

from app.models import Player
from app.persistence import PersistenceLayer


class PlayerTest(unittest.TestCase):
    def setUp(self) -> None:
        self.layer = PersistenceLayer("memory")
        self.layer.save_player(Player(1, "Ann"))
        self.addCleanup(self.layer.close)

    def tearDown(self) -> None:
        self.layer.delete_player(1)

    def test_a_player_is_there(self) -> None:
        self.assertEqual(self.layer.get_player(1).name, "Ann")

    def test_arithmetic(self) -> None:
        self.assertEqual(1 + 1, 2)
