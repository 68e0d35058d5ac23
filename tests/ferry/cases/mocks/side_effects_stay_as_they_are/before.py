from unittest.mock import Mock

import pytest

from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()


def test_an_error_is_passed_on() -> None:
    layer = Mock(spec=PersistenceLayer)
    layer.count_players.side_effect = ConnectionError

    with pytest.raises(ConnectionError):
        size(layer)
