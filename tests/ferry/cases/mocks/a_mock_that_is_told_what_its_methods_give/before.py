from unittest.mock import MagicMock, Mock

from app.persistence import PersistenceLayer


def level(layer: PersistenceLayer) -> object:
    return layer.get_player(1)


def test_a_result_by_the_method_s_name() -> None:
    assert level(MagicMock(**{"get_player.return_value": 3})) == 3


def test_a_mock_of_the_method() -> None:
    assert level(MagicMock(get_player=Mock(return_value=3), to_json=str)) == 3


def test_a_function_for_the_method() -> None:
    assert level(MagicMock(get_player=lambda number: number + 2)) == 3


def test_a_mock_that_is_told_later() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    layer.configure_mock(**{"get_player.side_effect": [3]})
    assert level(layer) == 3
