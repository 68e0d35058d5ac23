import pytest

from app.persistence import PersistenceLayer

pytestmark = pytest.mark.asyncio


def test_it_starts_empty() -> None:
    assert PersistenceLayer("memory").list_players() == []
