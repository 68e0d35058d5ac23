import contextlib
import unittest
from unittest.mock import patch

from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


class TestSize(unittest.TestCase):
    def setUp(self) -> None:
        patcher = patch("cases.patches.test_a_patcher_that_is_started.get_persistence")
        self.accessor = patcher.start()
        self.addCleanup(patcher.stop)
        self.accessor.return_value.count_players.return_value = 3

    def test_size(self) -> None:
        assert size() == 3


def test_it_is_entered():
    with contextlib.ExitStack() as stack:
        accessor = stack.enter_context(patch("cases.patches.test_a_patcher_that_is_started.get_persistence"))
        accessor().count_players.return_value = 3
        assert size() == 3
