import unittest

from app.persistence import PersistenceLayer, get_persistence


class LayerCase(unittest.TestCase):
    def setUp(self) -> None:
        self.layer: PersistenceLayer = get_persistence()
        self.layer.delete_player(7)


class PlayerTests:
    def setUp(self) -> None:
        super().setUp()
        self.layer.delete_player(8)

    def test_nobody_is_left(self) -> None:
        assert self.layer.count_players() == 0


class MemoryTest(PlayerTests, LayerCase):
    pass
