import pytest

LIMIT = 10


def test_the_limit_can_be_lowered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(f"{__name__}.LIMIT", 1)

    assert LIMIT == 1
