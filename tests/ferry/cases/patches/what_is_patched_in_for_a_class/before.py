from unittest.mock import MagicMock, patch

from app.persistence import get_persistence


class Census:
    def size(self) -> int:
        return get_persistence().count_players()


class Fake:
    def size(self) -> int:
        return 7


def size() -> int:
    return Census().size()


def test_a_mock_of_its_objects():
    census = MagicMock()
    census.size.return_value = 3
    with patch("cases.patches.test_what_is_patched_in_for_a_class.Census", return_value=census):
        assert size() == 3
    census.size.assert_called_once_with()


def test_a_fake(monkeypatch):
    monkeypatch.setattr("cases.patches.test_what_is_patched_in_for_a_class.Census", Fake)
    assert size() == 7
