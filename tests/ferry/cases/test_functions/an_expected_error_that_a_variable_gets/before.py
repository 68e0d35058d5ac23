import pytest

from app.persistence import PersistenceLayer


def level_of(layer: PersistenceLayer, number: int) -> int:
    return layer.get_player(number).level


def test_an_unknown_player_has_no_level(layer: PersistenceLayer) -> None:
    error = pytest.raises(AttributeError, level_of, layer, 7)  # nobody
    assert "level" in str(error.value)


def test_two_unknown_players(layer: PersistenceLayer) -> None:
    error = pytest.raises(
        AttributeError, lambda: level_of(layer, 8)
    )
    assert "level" in str(error.value)
