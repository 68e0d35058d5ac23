import pytest

from app.persistence import get_persistence

COLOUR = "red"


class Paint:
    colour = "red"


def test_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.patches.test_a_text_that_monkeypatch_sets.COLOUR", "blue")
    monkeypatch.setattr(Paint, name="colour", value="blue")
    assert get_persistence().count_players() == 0
