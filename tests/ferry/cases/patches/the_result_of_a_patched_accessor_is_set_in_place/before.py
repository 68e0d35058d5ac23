from unittest.mock import patch

from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


def test_the_size_is_the_count() -> None:
    with patch("cases.patches.test_the_result_of_a_patched_accessor_is_set_in_place.get_persistence") as accessor:
        accessor.return_value.count_players.return_value = 3

        assert size() == 3
