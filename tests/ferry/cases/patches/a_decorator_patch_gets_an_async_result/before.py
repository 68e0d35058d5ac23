from unittest.mock import MagicMock, patch

from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


@patch("cases.patches.test_a_decorator_patch_gets_an_async_result.get_persistence")
def test_the_size_is_the_count(get_persistence: MagicMock) -> None:
    layer = get_persistence.return_value
    layer.count_players.return_value = 3

    assert size() == 3
