from unittest import TestCase

from app.persistence import PersistenceLayer


class LevelTest(TestCase):
    def test_a_missing_player(self) -> None:
        layer = PersistenceLayer("memory")
        self.assertRaises(AttributeError, lambda: layer.get_player(1).level)
        self.assertRaises(ZeroDivisionError, lambda: 1 / 0)
