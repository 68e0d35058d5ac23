from unittest.mock import Mock

from app.persistence import get_persistence


def noted(thing):
    return thing


def shown() -> int:
    return noted(get_persistence()).count_players()


def test_a_clock_is_noted() -> None:
    clock = Mock()
    clock.now.return_value = 3
    noted(clock)
    assert clock.now() == 3


def test_players_are_counted() -> None:
    assert shown() == 0
