from unittest import mock
from unittest.mock import MagicMock, call

from app.persistence import PersistenceLayer


def name_of(persistence: PersistenceLayer, key: int) -> object:
    return persistence.get_player(key)


def test_name_of() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    name_of(layer, 2)
    assert layer.mock_calls == [mock.call.get_player(2)]
    layer.assert_has_calls([call.get_player(2)])


ONCE = [call.get_player(3)]


def test_calls_that_are_kept() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    expected = [call.get_player(2), *ONCE]
    name_of(layer, 2)
    name_of(layer, 3)
    layer.assert_has_calls(expected)
    layer.assert_has_calls(ONCE)
