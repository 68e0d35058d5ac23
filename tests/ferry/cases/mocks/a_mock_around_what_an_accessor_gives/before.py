from unittest.mock import Mock

from app.persistence import PersistenceLayer, get_persistence


def summary(layer: PersistenceLayer) -> str:
    return f"{layer.count_players()} players in {', '.join(layer.room_names())}"


def test_summary() -> None:
    spy = Mock(wraps=get_persistence())
    assert summary(spy) == "0 players in hall"
    spy.room_names.assert_called_once_with()
