import signal
from unittest import mock

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def told(census: Census, watch: mock.Mock) -> None:
    watch.assert_called_once_with(census.size, 1)
    watch.assert_any_call(census.size, 1)
    watch.assert_has_calls([mock.call(census.size, 1)])


def test_compared() -> None:
    census = Census(get_persistence())
    assert census.size() == 0
    assert mock.call(signal.SIGTERM, census.size) != mock.call(signal.SIGINT, census.size)
