from unittest import TestCase

from app.persistence import PersistenceLayer


class Base(TestCase):
    def setUp(self) -> None:
        super().setUp()
        self.layer = PersistenceLayer("memory")


class PlayerTest(Base):
    def setUp(self) -> None:
        super().setUp()
        self.count = self.layer.count_players()

    def test_nobody_is_there(self) -> None:
        self.assertEqual(self.count, 0)
