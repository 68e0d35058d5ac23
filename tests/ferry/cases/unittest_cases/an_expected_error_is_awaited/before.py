from unittest import TestCase

from app.persistence import PersistenceLayer


def load(layer: PersistenceLayer, player_id: int) -> str:
    return layer.get_player(player_id).name


class LoadTest(TestCase):
    def test_a_missing_player(self) -> None:
        self.assertRaises(AttributeError, load, PersistenceLayer("memory"), 1)  # there is none
        with self.assertRaises(AttributeError):
            load(PersistenceLayer("memory"), player_id=1)
        self.assertRaisesRegex(AttributeError, "name", load, PersistenceLayer("memory"), player_id=1)
