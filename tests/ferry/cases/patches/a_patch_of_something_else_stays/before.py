from unittest.mock import patch


def words() -> list[str]:
    return "a b".split()


def test_words_can_be_replaced() -> None:
    with patch("cases.patches.test_a_patch_of_something_else_stays.words", return_value=[]) as replaced:
        assert words() == []
    replaced.assert_called_once_with()
