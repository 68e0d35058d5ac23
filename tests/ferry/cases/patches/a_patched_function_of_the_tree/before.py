from unittest.mock import Mock, patch

from app.persistence import get_persistence


def load() -> int:
    return get_persistence().count_players()


def show() -> str:
    return str(load())


def test_a_patch_makes_an_async_mock_by_itself():
    with patch("cases.patches.test_a_patched_function_of_the_tree.load", return_value=1) as fake:
        assert show() == "1"
    fake.assert_called_once_with()


@patch("cases.patches.test_a_patched_function_of_the_tree.load", new=Mock(return_value=3))
def test_a_replacement_is_given():
    assert show() == "3"


def test_a_stub_is_wrapped(monkeypatch):
    monkeypatch.setattr("cases.patches.test_a_patched_function_of_the_tree.load", lambda: 4)
    assert show() == "4"
