from unittest import TestCase

from app.persistence import PersistenceLayer


class PlayerTest(TestCase):
    def setUp(self) -> None:
        self.layer = PersistenceLayer("memory")

    def test_nobody_is_there(self) -> None:
        self.assertTrue(self.layer.count_players() == 0)
