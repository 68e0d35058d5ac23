import pytest

from app.persistence.async_layer import get_async_persistence

COLOUR = "red"


class Paint:
    colour = "red"


@pytest.mark.asyncio
async def test_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cases.patches.test_a_text_that_monkeypatch_sets.COLOUR", "blue")
    monkeypatch.setattr(Paint, name="colour", value="blue")
    assert await get_async_persistence().count_players() == 0
