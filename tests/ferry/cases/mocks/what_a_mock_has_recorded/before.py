from unittest import mock
from unittest.mock import MagicMock, Mock, call, patch

from app.persistence import PersistenceLayer, get_persistence


def name_of(persistence: PersistenceLayer, key: int) -> object:
    return persistence.get_player(key)


def first() -> object:
    return get_persistence().get_player(1)


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


@patch("cases.mocks.test_what_a_mock_has_recorded.get_persistence")
def test_calls_of_what_an_accessor_gives(accessor: Mock) -> None:
    first()
    assert accessor.mock_calls == [call(), call().get_player(1)]


def test_a_mock_that_is_attached() -> None:
    layer = Mock()
    layer.attach_mock(Mock(return_value=3), "get_player")
    assert name_of(layer, 1) == 3
