from unittest.mock import patch

from app.persistence import get_persistence


def remove(number: int) -> str:
    get_persistence().delete_player(number)
    return "gone"


@patch("cases.patches.test_a_patched_accessor_whose_result_nobody_names.get_persistence")
def test_it_is_gone(get_persistence) -> None:
    assert remove(1) == "gone"


def test_it_is_gone_in_a_block() -> None:
    with patch("cases.patches.test_a_patched_accessor_whose_result_nobody_names.get_persistence"):
        assert remove(1) == "gone"
