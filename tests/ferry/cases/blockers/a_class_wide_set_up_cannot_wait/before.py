# blockers: override
from unittest import TestCase

from app.persistence import PersistenceLayer


class PlayerTest(TestCase):
    @classmethod
    def setUpClass(cls) -> None:
        cls.layer = PersistenceLayer("memory")
        cls.count = cls.layer.count_players()

    def test_nobody_is_there(self) -> None:
        assert self.count == 0
