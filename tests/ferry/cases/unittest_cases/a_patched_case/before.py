from unittest import TestCase
from unittest.mock import Mock

from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


class CensusTest(TestCase):
    def setUp(self) -> None:
        self.layer = Mock()
        self.census = Census(self.layer)

    def test_the_size(self) -> None:
        self.layer.count_players.return_value = 3
        self.assertEqual(self.census.size(), 3)
        self.layer.count_players.assert_called_once_with()
