from unittest.mock import patch

from app.persistence import get_persistence

PLACE = "cases.patches.test_what_texts_tell_a_patched_accessor.get_persistence"


def name(key: int) -> str:
    return str(get_persistence().get_player(key))


def test_where_it_is_made() -> None:
    with patch(PLACE, **{"return_value.get_player.return_value": "x"}):
        assert name(1) == "x"


def test_later() -> None:
    with patch(PLACE) as accessor:
        accessor.configure_mock(**{"return_value.get_player.side_effect": ["x", "y"]})
        assert name(1) + name(2) == "xy"
