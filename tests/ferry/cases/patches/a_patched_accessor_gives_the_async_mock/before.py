from unittest.mock import MagicMock, patch

from app.persistence import get_persistence


def size() -> int:
    return get_persistence().count_players()


def test_the_size_is_the_count() -> None:
    layer = MagicMock()
    layer.count_players.return_value = 3

    with patch("cases.patches.test_a_patched_accessor_gives_the_async_mock.get_persistence", return_value=layer):
        assert size() == 3
