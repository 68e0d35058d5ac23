import pytest

from app.persistence.async_layer import get_async_persistence

pytestmark = pytest.mark.filterwarnings("error::DeprecationWarning")


@pytest.mark.asyncio
async def test_it_counts() -> None:
    assert await get_async_persistence().count_players() == 0
