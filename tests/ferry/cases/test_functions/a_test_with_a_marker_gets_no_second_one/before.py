import pytest

from app.persistence import PersistenceLayer


@pytest.mark.asyncio
async def test_it_starts_empty() -> None:
    assert PersistenceLayer("memory").list_players() == []
