from unittest.mock import MagicMock, patch

from app.persistence import get_persistence


def name() -> str:
    return str(get_persistence().get_player(1))


@patch("cases.patches.test_a_patched_accessor_that_the_test_calls.get_persistence")
def test_decorated(given: MagicMock) -> None:
    given().get_player.return_value = "x"
    assert name() == "x"
    given().get_player.assert_called_once_with(1)


def test_entered() -> None:
    with patch("cases.patches.test_a_patched_accessor_that_the_test_calls.get_persistence") as given:
        given().get_player.return_value = "y"
        assert name() == "y"


def test_started() -> None:
    patcher = patch("cases.patches.test_a_patched_accessor_that_the_test_calls.get_persistence")
    started = patcher.start()
    started().get_player.return_value = "z"
    assert name() == "z"
    patcher.stop()
